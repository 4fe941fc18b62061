#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {

TEST_CASE(
    "discovery is an array of tracks for a bot that asks for nothing else", "[voting][adapters]"
)
{
    VotingServer server;

    auto const answer = server.get("/api/v1/discovery/discover", "agent-1");

    REQUIRE(answer.status() == 200);
    CHECK(answer.body().starts_with("["));
    CHECK(answer.at("/2/type") == "song");
    CHECK(answer.at("/3") == "(nothing)");
    CHECK(answer.at("/0/genre") != "(nothing)");
    CHECK(answer.at("/0/mood") != "(nothing)");
}

TEST_CASE("discovery leaves out what the agent voted on", "[voting][adapters]")
{
    VotingServer server;
    server.post(
        "/api/v1/vote", R"({"item_type":"song","item_id":"song-1","vote":"up"})", "agent-1"
    );

    auto const answer = server.get("/api/v1/discovery?limit=50", "agent-1");

    CHECK(answer.at("/agent_id") == "agent-1");
    CHECK(answer.at("/queue_type") == "mixed");
    CHECK(answer.at("/count") == "3");
    CHECK(answer.body().find("\"song-1\"") == std::string::npos);
    CHECK(answer.at("/queue") == answer.at("/items"));
    CHECK(answer.at("/stats/voted_items") == "1");
    CHECK(server.get("/api/v1/discovery/discover?format=object", "agent-1").at("/count") == "3");
    CHECK(server.get("/api/v1/discover?agent_id=agent-2").at("/count") == "4");
}

TEST_CASE(
    "discovery filters by the catalogue's words, however they are spelled", "[voting][adapters]"
)
{
    VotingServer server;
    server.bench.track("song-9", "suno", {}, "hip-hop");
    auto const count = [&](std::string const& filter) {
        return server.get("/api/v1/discovery?agent_id=agent-1&" + filter).at("/count");
    };

    CHECK(count("genre=Hip%20Hop") == "1");
    CHECK(count("platform=Suno%20AI") == "1");
    CHECK(count("category=Stems") == "1");
    CHECK(count("mood=calm&item_type=track") == "4");
    CHECK(count("genre=polka") == "0");
}

TEST_CASE("discovery needs to know who asks", "[voting][adapters]")
{
    VotingServer server;

    CHECK(server.get("/api/v1/discovery/discover").status() == 401);
    CHECK(server.get("/api/v1/discovery?agent_id=nobody").status() == 404);
    CHECK(server.get("/api/v1/discovery?agent_id=agent-2", "agent-1").status() == 403);
    CHECK(server.get("/api/v1/discovery?limit=51", "agent-1").status() == 422);
    CHECK(server.get("/api/v1/discovery?item_type=album", "agent-1").status() == 422);
}

TEST_CASE("discovery statistics tell how far an agent has come", "[voting][adapters]")
{
    VotingServer server;
    server.post(
        "/api/v1/vote", R"({"item_type":"song","item_id":"song-1","vote":"up"})", "agent-1"
    );

    auto const stats = server.get("/api/v1/discovery/stats", "agent-1");

    CHECK(stats.at("/database/total_items") == "4");
    CHECK(stats.at("/database/genres/electronic") == "3");
    CHECK(stats.at("/database/categories/stems") == "1");
    CHECK(stats.at("/agent_progress/votes_cast") == "1");
    CHECK(stats.at("/agent_progress/coverage_percent") == "25");
    CHECK(server.get("/api/v1/discovery/stats?agent_id=agent-2").status() == 200);
    CHECK(server.get("/api/v1/discovery/stats").status() == 401);
}

}  // namespace upbeat::testing

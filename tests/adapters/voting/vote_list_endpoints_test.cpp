#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

void three_votes(VotingServer& server)
{
    server.post(
        "/api/v1/votes",
        R"({"item_type":"song","item_id":"song-1","vote":1,"reasoning":"warm","confidence":0.5})",
        "agent-1"
    );
    server.bench.clock.advance(std::chrono::seconds{1});
    server.post(
        "/api/v1/vote", R"({"item_type":"song","item_id":"song-1","vote":"down"})", "agent-2"
    );
    server.bench.clock.advance(std::chrono::seconds{1});
    server.post(
        "/api/v1/vote",
        R"({"agent_id":"passer-by","item_type":"song","item_id":"song-1","vote":"up"})"
    );
}

}  // namespace

TEST_CASE("anybody can see who voted how", "[voting][adapters]")
{
    VotingServer server;
    three_votes(server);

    auto const all = server.get("/api/v1/songs/song-1/votes");
    auto const second = server.get("/api/v1/tracks/song-1/votes?page=2&limit=2");

    REQUIRE(all.status() == 200);
    CHECK(all.at("/total") == "3");
    CHECK(all.at("/votes/0/agent_id") == "passer-by");
    CHECK(all.at("/votes/0/assurance") == "guest");
    CHECK(all.at("/votes/2/agent_id") == "agent-1");
    CHECK(all.at("/votes/2/reasoning") == "warm");
    CHECK(all.at("/votes/2/confidence") == "5E-1");
    CHECK(second.at("/pages") == "2");
    CHECK(second.at("/votes/0/agent_id") == "agent-1");
    CHECK(server.get("/api/v1/tracks/nope/votes").status() == 404);
    CHECK(server.get("/api/v1/tracks/song-1/votes?limit=101").status() == 422);
    CHECK(server.get("/api/v1/tracks/song-1/votes?source=bootstrap").at("/total") == "0");
}

TEST_CASE("an agent sees its own votes", "[voting][adapters]")
{
    VotingServer server;
    three_votes(server);

    auto const mine = server.get("/api/v1/me/votes", "agent-2");

    CHECK(mine.at("/total") == "1");
    CHECK(mine.at("/votes/0/item_id") == "song-1");
    CHECK(mine.at("/votes/0/vote") == "down");
    CHECK(server.get("/api/v1/me/votes").status() == 401);
}

TEST_CASE("an entry of the ledger is found by its id for ever", "[voting][adapters]")
{
    VotingServer server;
    auto const cast = server.post(
        "/api/v1/vote", R"({"item_type":"song","item_id":"song-1","vote":"up"})", "agent-1"
    );
    server.del("/api/v1/tracks/song-1/vote", "agent-1");

    auto const found = server.get("/api/v1/votes/" + cast.at("/vote_id"));

    CHECK(found.status() == 200);
    CHECK(found.at("/vote_id") == cast.at("/vote_id"));
    CHECK(found.at("/item_id") == "song-1");
    CHECK(found.at("/agent_id") == "agent-1");
    CHECK(server.get("/api/v1/votes/vot_0000000000001").status() == 404);
    CHECK(server.get("/api/v1/votes/x").status() == 404);
}

}  // namespace upbeat::testing

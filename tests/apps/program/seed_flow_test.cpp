#include <string>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/server_process.hpp>

#include "engine.hpp"

using namespace upbeat::testing;

// The flows that existing clients have written down: they must work unchanged but for host and key.
namespace {

void load_demo(ScratchDatabase const& database)
{
    REQUIRE(upbeat::apps::run({program(), "migrate"}, environment_for(database)).code == 0);
    REQUIRE(upbeat::apps::run({program(), "demo"}, environment_for(database)).code == 0);
}

}  // namespace

TEST_CASE("a keyless vote counts once and the repeat says why", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    load_demo(database);
    auto const server = ServerProcess{database};
    constexpr auto kVote =
        R"({"agent_id":"test-agent-001","item_type":"song","item_id":"song-1","vote":"up"})";

    auto const first = server.post("/api/v1/vote", kVote);
    auto const repeat = server.post("/api/v1/vote", kVote);

    CHECK(first.status == 200);
    auto const body = first.json();
    CHECK(body.at("status").as_string() == "success");
    CHECK(body.at("data").at("agent_id").as_string() == "test-agent-001");
    CHECK(body.at("data").at("item_id").as_string() == "song-1");
    CHECK(body.at("data").at("vote").as_string() == "up");
    CHECK(body.at("data").at("new_score").as_int64() == 1);
    CHECK(repeat.status == 400);
    CHECK_THAT(
        std::string{repeat.json().at("detail").as_string()}, Catch::Contains("already voted")
    );
    CHECK(
        server
            .post(
                "/api/v1/vote",
                R"({"agent_id":"a","item_type":"song","item_id":"nope","vote":"up"})"
            )
            .status == 404
    );
    CHECK(
        server
            .post(
                "/api/v1/vote",
                R"({"agent_id":"a","item_type":"song","item_id":"song-1","vote":"sideways"})"
            )
            .status == 422
    );
}

TEST_CASE("an agent discovers tracks as a bare list and votes on them by target", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    load_demo(database);
    auto const server = ServerProcess{database};
    auto const registration =
        server.post("/api/v1/agents/register", R"({"name":"Seed bot","type":"autonomous"})").json();
    auto const key = std::string{registration.at("api_key").as_string()};

    auto const discovered = server.get("/api/v1/discovery/discover", key);

    REQUIRE(discovered.status == 200);
    auto const tracks = discovered.json();
    REQUIRE(tracks.is_array());
    REQUIRE_FALSE(tracks.as_array().empty());
    auto voted = 0;
    for (auto const& track : tracks.as_array()) {
        CHECK(track.at("genre").is_string());
        CHECK(track.at("mood").is_string());
        auto const type = track.at("item_type").as_string() == "tool" ? "tool" : "track";
        auto const vote = server.post(
            "/api/v1/votes",
            R"({"target_id":")" + std::string{track.at("id").as_string()} + R"(","target_type":")" +
                type + R"(","vote":1})",
            key
        );
        CHECK(vote.status == 201);
        ++voted;
    }
    auto const me = server.get("/api/v1/agents/me", key);
    CHECK(me.status == 200);
    CHECK(voted > 0);
}

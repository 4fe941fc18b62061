#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

constexpr auto kUp = R"({"item_type":"song","item_id":"song-1","vote":"up"})";
constexpr auto kDown = R"({"vote":"down"})";

}  // namespace

TEST_CASE("a vote can be changed, withdrawn and cast again", "[voting][adapters]")
{
    VotingServer server;
    REQUIRE(server.post("/api/v1/vote", kUp, "agent-1").status() == 200);

    auto const changed = server.put("/api/v1/tracks/song-1/vote", kDown, "agent-1");
    CHECK(changed.status() == 200);
    CHECK(changed.at("/direction") == "down");
    CHECK(changed.at("/new_score") == "-1");

    auto const withdrawn = server.del("/api/v1/songs/song-1/vote", "agent-1");
    CHECK(withdrawn.status() == 200);
    CHECK(withdrawn.at("/withdrawn") == "true");
    CHECK(withdrawn.at("/new_score") == "0");

    CHECK(server.del("/api/v1/tracks/song-1/vote", "agent-1").status() == 404);
    CHECK(server.post("/api/v1/vote", kUp, "agent-1").status() == 200);
    CHECK(server.bench.ledger.entries().size() == 4);
    CHECK(server.bench.running_digest() == server.bench.rebuilt_digest());
}

TEST_CASE("only a vote that is there can be changed", "[voting][adapters]")
{
    VotingServer server;

    CHECK(
        server.put("/api/v1/tracks/song-1/vote", kDown, "agent-1").at("/code") == "vote_not_found"
    );
    CHECK(
        server.put("/api/v1/tools/song-1/vote", kDown, "agent-1").at("/code") == "item_not_found"
    );
    CHECK(server.put("/api/v1/tracks/song-1/vote", kDown).status() == 401);
    CHECK(server.put("/api/v1/tracks/song-1/vote", R"({"vote":"no"})", "agent-1").status() == 422);
    CHECK(server.put("/api/v1/tracks/a%20b/vote", kDown, "agent-1").status() / 100 == 4);
}

}  // namespace upbeat::testing

#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {

TEST_CASE("every vote of a bulk request has its own result, in order", "[voting][adapters]")
{
    VotingServer server;

    auto const answer = server.post(
        "/api/v1/votes/bulk",
        R"({"votes":[
        {"target_type":"track","target_id":"song-1","vote":1},
        {"item_type":"song","item_id":"song-1","vote":"down"},
        {"item_type":"song","item_id":"nope","vote":"up"},
        {"item_type":"song","item_id":"song-2","vote":"sideways"},
        17,
        {"item_type":"tool","item_id":"tool-1","vote":"up","reasoning":"works"}]})",
        "agent-1"
    );

    REQUIRE(answer.status() == 200);
    CHECK(answer.at("/count") == "6");
    CHECK(answer.at("/accepted") == "2");
    CHECK(answer.at("/rejected") == "4");
    CHECK(answer.at("/results/0/status") == "201");
    CHECK(answer.at("/results/0/new_score") == "1");
    CHECK(answer.at("/results/1/status") == "409");
    CHECK(answer.at("/results/1/code") == "duplicate_vote");
    CHECK(answer.at("/results/2/status") == "404");
    CHECK(answer.at("/results/3/status") == "422");
    CHECK(answer.at("/results/3/errors/0/pointer") == "/votes/3/vote");
    CHECK(answer.at("/results/4/status") == "422");
    CHECK(answer.at("/results/5/item_id") == "tool-1");
    CHECK(server.bench.ledger.entries().size() == 2);
}

TEST_CASE("a bulk request takes 1 to 500 votes", "[voting][adapters]")
{
    VotingServer server;
    auto const votes = [](int count) {
        std::string body = R"({"votes":[)";
        for (int i = 0; i < count; ++i) {
            body += i > 0 ? "," : "";
            body += R"({"item_type":"song","item_id":"s)" + std::to_string(i) + R"(","vote":1})";
        }
        return body + "]}";
    };

    CHECK(server.post("/api/v1/votes/bulk", votes(0), "agent-1").status() == 422);
    CHECK(server.post("/api/v1/votes/bulk", votes(501), "agent-1").status() == 422);
    auto const answer = server.post("/api/v1/votes/bulk", votes(500), "agent-1");
    CHECK(answer.status() == 200);
    CHECK(answer.at("/rejected") == "500");
    CHECK(server.post("/api/v1/votes/bulk", votes(1)).status() == 401);
}

TEST_CASE("a bulk request with nothing right in it is still answered", "[voting][adapters]")
{
    VotingServer server;

    auto const answer = server.post("/api/v1/votes/bulk", R"({"votes":[null,{}]})", "agent-1");

    CHECK(answer.status() == 200);
    CHECK(answer.at("/rejected") == "2");
}

TEST_CASE(
    "a bulk request that is repeated with its key gets the first answer", "[voting][adapters]"
)
{
    VotingServer server;
    auto const body = R"({"votes":[{"item_type":"song","item_id":"song-1","vote":1},
                                   {"item_type":"song","item_id":"song-1","vote":1}]})";

    auto const first = server.post("/api/v1/votes/bulk", body, "agent-1", "bulk-1");
    auto const again = server.post("/api/v1/votes/bulk", body, "agent-1", "bulk-1");

    CHECK(first.at("/accepted") == "1");
    CHECK(again.body() == first.body());
}

}  // namespace upbeat::testing

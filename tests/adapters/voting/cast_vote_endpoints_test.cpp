#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

constexpr auto kVote =
    R"({"agent_id":"test-agent-001","item_type":"song","item_id":"song-1","vote":"up"})";

}  // namespace

TEST_CASE("a guest's vote is recorded and a repeat is refused", "[voting][adapters]")
{
    VotingServer server;

    auto const first = server.post("/api/v1/vote", kVote);
    auto const repeat = server.post("/api/v1/vote", kVote);

    REQUIRE(first.status() == 200);
    CHECK(first.at("/status") == "success");
    CHECK(first.at("/data/agent_id") == "test-agent-001");
    CHECK(first.at("/data/item_type") == "song");
    CHECK(first.at("/data/vote") == "up");
    CHECK(first.at("/data/new_score") == "1");
    CHECK(first.at("/data/timestamp") == "2026-03-04T12:00:00Z");
    CHECK(first.at("/new_score") == "1");
    CHECK(first.at("/vote/vote") == "1");
    CHECK(first.at("/assurance") == "guest");
    CHECK(first.at("/weight_applied") == "0");
    CHECK(first.at("/vote_id").starts_with("vot_"));
    CHECK(repeat.status() == 400);
    CHECK(repeat.at("/code") == "duplicate_vote");
    CHECK(repeat.at("/detail").find("already voted") != std::string::npos);
}

TEST_CASE("a vote with a key is verified, weighed and echoed as it was sent", "[voting][adapters]")
{
    VotingServer server;

    auto const answer = server.post(
        "/api/v1/vote",
        R"({"item_type":"Track","item_id":"song-2","vote":-1,"comment":"no"})",
        "agent-1"
    );

    REQUIRE(answer.status() == 200);
    CHECK(answer.at("/assurance") == "verified");
    CHECK(answer.at("/data/item_type") == "Track");
    CHECK(answer.at("/data/vote") == "-1");
    CHECK(answer.at("/direction") == "down");
    CHECK(answer.at("/weight_applied") == "1E-1");
    CHECK(answer.at("/new_score") == "-1");
    CHECK(server.bench.ledger.entries().size() == 1);
    CHECK(server.bench.tally("song-2").down == 1);
}

TEST_CASE("the credential says who votes", "[voting][adapters]")
{
    VotingServer server;
    auto const in_the_name_of = [](std::string const& agent) {
        return R"({"item_type":"song","item_id":"song-1","vote":"up","agent_id":")" + agent + "\"}";
    };

    CHECK(
        server.post("/api/v1/vote", in_the_name_of("agent-2"), "agent-1").at("/code") ==
        "agent_mismatch"
    );
    CHECK(server.post("/api/v1/vote", in_the_name_of("agent-1")).status() == 401);
    CHECK(
        server.post("/api/v1/vote", R"({"item_type":"song","item_id":"song-1","vote":"up"})")
            .status() == 401
    );
    CHECK(server.post("/api/v1/vote", in_the_name_of("x"), "nobody").status() == 401);
    CHECK(server.post("/api/v1/vote", in_the_name_of("x"), "root").status() == 403);
    CHECK(server.post("/api/v1/votes", in_the_name_of("x")).status() == 401);
    CHECK(server.post("/api/v1/vote", in_the_name_of("agent-1"), "agent-1").status() == 200);
}

TEST_CASE("guests can be switched off", "[voting][adapters]")
{
    VotingServer server{{.guest_votes = false}};

    auto const answer = server.post("/api/v1/vote", kVote);

    CHECK(answer.status() == 401);
    CHECK(answer.at("/code") == "guest_votes_off");
}

TEST_CASE("wrong fields are told by name before anything else", "[voting][adapters]")
{
    VotingServer server;
    auto const status = [&](std::string const& body) {
        return server.post("/api/v1/vote", body).status();
    };

    CHECK(status(R"({"item_type":"song","item_id":"test-song","vote":"1"})") == 422);
    CHECK(status(R"({"agent_id":"a","item_type":"song","item_id":"s","vote":"invalid"})") == 422);
    CHECK(status(R"({"agent_id":"a","item_type":"song","item_id":"s","vote":2})") == 422);
    CHECK(status(R"({"agent_id":"a","item_type":"song","item_id":"s","vote":true})") == 422);
    CHECK(status(R"({"agent_id":"a","item_type":"invalid","item_id":"s","vote":"up"})") == 422);
    CHECK(status(R"({"agent_id":"a","item_type":"song","vote":"up"})") == 422);
    CHECK(status(R"({"agent_id":"a","item_type":"song","item_id":"","vote":"up"})") == 422);
    auto const unknown = server.post(
        "/api/v1/vote", R"({"agent_id":"a","item_type":"song","item_id":"s","vote":"up","mood":1})"
    );
    CHECK(unknown.status() == 422);
    CHECK(unknown.at("/errors/0/pointer") == "/mood");
    CHECK(server.bench.ledger.entries().empty());
}

TEST_CASE("an item that does not exist or takes no votes is refused", "[voting][adapters]")
{
    VotingServer server;
    server.bench.item({.num = {50}, .status = voting::ItemStatus::hidden, .id = "song-9"});
    auto const body = [](std::string const& type, std::string const& id) {
        return R"({"item_type":")" + type + R"(","item_id":")" + id + R"(","vote":1})";
    };

    CHECK(server.post("/api/v1/vote", body("song", "nope"), "agent-1").status() == 404);
    CHECK(server.post("/api/v1/vote", body("song", "tool-1"), "agent-1").status() == 404);
    CHECK(server.post("/api/v1/vote", body("song", "song-9"), "agent-1").status() == 400);
    CHECK(server.post("/api/v1/votes", body("song", "song-9"), "agent-1").status() == 404);
}

TEST_CASE("votes takes both namings and refuses a repeat with 409", "[voting][adapters]")
{
    VotingServer server;

    auto const first = server.post(
        "/api/v1/votes",
        R"({"target_id":"song-1","target_type":"track","vote":1,"reasoning":"bright","confidence":0.75})",
        "agent-1"
    );
    auto const second = server.post(
        "/api/v1/votes", R"({"item_id":"tool-1","item_type":"tool","vote":"abstain"})", "agent-1"
    );
    auto const repeat = server.post(
        "/api/v1/votes", R"({"item_id":"song-1","item_type":"song","vote":"down"})", "agent-1"
    );

    REQUIRE(first.status() == 201);
    CHECK(first.at("/accepted") == "true");
    CHECK(first.at("/target_type") == "track");
    CHECK(first.at("/item_type") == "song");
    CHECK(first.at("/weighted_score") == "1E-1");
    CHECK(second.status() == 201);
    CHECK(second.at("/direction") == "abstain");
    CHECK(repeat.status() == 409);
    CHECK(repeat.at("/code") == "duplicate_vote");
    CHECK(
        server
            .post(
                "/api/v1/votes",
                R"({"target_id":"song-2","target_type":"track","vote":1,"confidence":1.5})",
                "agent-1"
            )
            .status() == 422
    );
}

TEST_CASE("a request that is repeated with its key gets the first answer", "[voting][adapters]")
{
    VotingServer server;
    auto const body = R"({"item_type":"song","item_id":"song-1","vote":"up"})";

    auto const first = server.post("/api/v1/vote", body, "agent-1", "key-1");
    auto const again = server.post("/api/v1/vote", body, "agent-1", "key-1");
    auto const other = server.post(
        "/api/v1/vote", R"({"item_type":"song","item_id":"song-2","vote":"up"})", "agent-1", "key-1"
    );

    REQUIRE(first.status() == 200);
    CHECK(again.status() == 200);
    CHECK(again.body() == first.body());
    CHECK(again.header("idempotent-replayed") == "true");
    CHECK(other.status() == 422);
    CHECK(server.bench.ledger.entries().size() == 1);
}

TEST_CASE("a full queue is told at once", "[voting][adapters]")
{
    VotingServer server;
    server.queue.full = true;

    auto const answer = server.post("/api/v1/vote", kVote);

    CHECK(answer.status() == 503);
    CHECK_FALSE(answer.header("retry-after").empty());
}

TEST_CASE("a ledger that does not answer is 503 and nothing is counted", "[voting][adapters]")
{
    VotingServer server;
    server.bench.ledger.break_next(voting::AppendOutcome::Status::unknown, false);
    server.bench.ledger.break_next(voting::AppendOutcome::Status::unknown, false);

    auto const answer = server.post("/api/v1/vote", kVote);

    CHECK(answer.status() == 503);
    CHECK_FALSE(answer.header("retry-after").empty());
    CHECK(server.bench.tally("song-1").up == 0);
    CHECK(server.post("/api/v1/vote", kVote).status() == 200);
}

}  // namespace upbeat::testing

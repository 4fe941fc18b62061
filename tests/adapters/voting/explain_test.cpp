#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

using namespace std::chrono_literals;

std::string id_of(Result<voting::VoteReceipt> const& receipt)
{
    return receipt.value().id.text();
}

}  // namespace

TEST_CASE("a vote's weight is proved from its voter's earlier votes", "[voting][adapters]")
{
    VotingServer server;
    auto& bench = server.bench;
    auto const voter = bench.known("agent-1", Tier::enterprise);
    for (int i = 0; i < 30; ++i) {
        auto const id = "more-" + std::to_string(i);
        bench.track(id, i % 2 == 0 ? "Suno AI" : "Udio");
        bench.clock.advance(5min);
        REQUIRE(bench.cast(voter, id, i % 3 == 0 ? Direction::down : Direction::up));
    }
    bench.clock.advance(5min);
    auto const receipt = bench.cast(voter, "song-1");

    auto const told = server.get("/api/v1/votes/" + id_of(receipt) + "/explain");
    CHECK(told.status() == 200);
    CHECK(told.at("/item_id") == "song-1");
    CHECK(told.at("/agent_id") == "agent-1");
    CHECK(told.at("/weight_proved") == "true");
    CHECK(told.at("/weight_recomputed") == told.at("/weight_applied"));
    CHECK(told.at("/reputation/votes") == "30");
    CHECK(told.at("/reputation/diversity") == "100");
    CHECK(told.at("/reputation/platform") == "50");
    CHECK(told.at("/steps/0/rule") == "reputation");
    CHECK(told.at("/detectors") == "[]");
    CHECK(told.at("/later") == "[]");
}

TEST_CASE("a new agent's vote rests on the floor", "[voting][adapters]")
{
    VotingServer server;
    auto const receipt = server.bench.cast(server.bench.known("agent-1"), "song-3");

    auto const told = server.get("/api/v1/votes/" + id_of(receipt) + "/explain");
    CHECK(told.at("/steps/1/rule") == "floor");
    CHECK(told.at("/weight_applied") == "1E-1");
    CHECK(told.at("/moved_status") == "known");
    CHECK(told.at("/moved/score_before") == "0");
    CHECK(told.at("/moved/score_after") == "1");
    CHECK(told.at("/moved/rank_before") == "3");
    CHECK(told.at("/moved/rank_after") == "1");
    CHECK(told.at("/moved/trending_rank_after") == "1");
}

TEST_CASE(
    "an owner's agents share one full vote, and the explanation says so", "[voting][adapters]"
)
{
    VotingServer server;
    auto& bench = server.bench;
    std::vector<voting::RegisteredVoter> agents;
    for (int i = 0; i < 11; ++i) {
        agents.push_back(bench.agent("twin-" + std::to_string(i), Tier::free, {-7}));
        REQUIRE(bench.cast(agents.back(), "song-1").has_value() == (i < 10));
    }
    auto const last = bench.ledger.by_voter(agents[9].num, {1, 1}).items.front().entry;
    auto const told =
        server.get("/api/v1/votes/" + voting::VoteId{last.writer, last.seq}.text() + "/explain");
    CHECK(told.at("/weight_proved") == "true");
}

TEST_CASE("a guest's vote weighs nothing, and what became of a vote is told", "[voting][adapters]")
{
    VotingServer server;
    auto& bench = server.bench;
    auto const guest_vote = bench.cast(guest("passer-by"), "song-1");
    auto const guests = server.get("/api/v1/votes/" + id_of(guest_vote) + "/explain");
    CHECK(guests.at("/steps/0/rule") == "guest");
    CHECK(guests.at("/reputation") == "null");
    CHECK(guests.at("/weight_proved") == "true");

    auto const first = bench.cast(bench.known("agent-1"), "song-2");
    bench.clock.advance(1h);
    REQUIRE(bench.change(bench.known("agent-1"), "song-2", Direction::down));
    REQUIRE(bench.withdraw(bench.known("agent-1"), "song-2"));
    auto const told = server.get("/api/v1/votes/" + id_of(first) + "/explain");
    CHECK(told.at("/later/0/reason") == "changed");
    CHECK(told.at("/later/0/vote") == "down");
    CHECK(told.at("/later/1/reason") == "withdrawn");
    CHECK(server.get("/api/v1/votes/vot_0000000000000/explain").status() == 404);
}

TEST_CASE("a vote that the store brought is not weighed by its voter", "[voting][adapters]")
{
    VotingServer server;
    auto intent = VotingBench::intent(server.bench.known("agent-1"), "song-1");
    intent.source = voting::VoteSource::bootstrap;
    auto const receipt = server.bench.execute({intent}).front();

    auto const told = server.get("/api/v1/votes/" + id_of(receipt) + "/explain");
    CHECK(told.at("/steps/0/rule") == "bootstrap");
    CHECK(told.at("/steps/1") == "(nothing)");
    CHECK(told.at("/weight_proved") == "null");
}

TEST_CASE("a place is explained by its votes, its rules and its neighbours", "[voting][adapters]")
{
    VotingServer server;
    auto& bench = server.bench;
    REQUIRE(bench.cast(bench.known("agent-1"), "song-2"));
    REQUIRE(bench.cast(bench.known("agent-2"), "song-2"));
    REQUIRE(bench.cast(bench.known("agent-1"), "song-3"));
    for (int i = 0; i < 3; ++i) {
        REQUIRE(bench.cast(guest("guest-" + std::to_string(i)), "song-3"));
    }
    bench.clock.advance(1min);

    auto const told = server.get("/api/v1/tracks/song-3/explain?period=daily");
    CHECK(told.status() == 200);
    CHECK(told.at("/rank") == "2");
    CHECK(told.at("/items") == "2");
    CHECK(told.at("/listed") == "true");
    CHECK(told.at("/weighted_score") == "1E-1");
    CHECK(told.at("/score") == "4");
    CHECK(told.at("/behind_by") == "weighted_score");
    CHECK(told.at("/above/0/item_id") == "song-2");
    CHECK(told.at("/above/0/gap") == "1E-1");
    CHECK(told.at("/below") == "[]");
    CHECK(told.at("/groups/guests/votes") == "3");
    CHECK(told.at("/groups/reduced/votes") == "1");
    CHECK(told.at("/rank_without/0/rule") == "plain_counts");
    CHECK(told.at("/rank_without/0/rank") == "1");
    CHECK(told.at("/newest_votes/3/vote") == "up");

    auto const trending = server.get("/api/v1/tracks/song-1/explain?period=trending");
    CHECK(trending.at("/rank") == "3");
    CHECK(trending.at("/period") == "trending");
    CHECK(server.get("/api/v1/tools/tool-1/explain?period=weekly").at("/rank") == "null");
    CHECK(server.get("/api/v1/tracks/nobody/explain").status() == 404);
    CHECK(server.get("/api/v1/tracks/song-1/explain?period=yearly").status() == 422);
}

}  // namespace upbeat::testing

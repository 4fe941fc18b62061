#include <array>

#include <catch2/catch.hpp>

#include <upbeat/domain/voting/ledger_follow_up.hpp>
#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::guest;
using upbeat::testing::VotingBench;

namespace {

// Puts a vote into quarantine the way the ledger knows it.
void quarantine(VotingBench& bench, VoteId const& id)
{
    bench.clock.advance(std::chrono::seconds{1});
    auto const vote = bench.ledger.find(id)->entry;
    LedgerRecord record{.entry = quarantine_of(vote, bench.clock.now())};
    record.entry.writer = 99;
    record.entry.seq = id.seq;
    REQUIRE(bench.ledger.append(std::span{&record, 1}, {}).inserted == std::vector{true});
    bench.voting.state.fold(std::array{record.entry}, bench.clock.now());
    bench.clock.advance(std::chrono::seconds{1});
}

}  // namespace

TEST_CASE("a vote in quarantine can be withdrawn, but not changed or repeated", "[voting]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    auto const before = bench.tally("song-1");
    quarantine(bench, bench.cast(voter, "song-1")->id);

    CHECK(bench.cast(voter, "song-1").error().code == "duplicate_vote");
    CHECK(bench.change(voter, "song-1", Direction::down).error().code == "vote_quarantined");
    CHECK(bench.change(voter, "song-1", Direction::up).error().code == "vote_quarantined");
    CHECK(bench.tally("song-1") == before);

    REQUIRE(bench.withdraw(voter, "song-1"));
    CHECK(bench.tally("song-1") == before);
    REQUIRE(bench.cast(voter, "song-1"));
    CHECK(bench.tally("song-1").up == 1);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

TEST_CASE("a list of votes shows those in quarantine, with the reason", "[voting]")
{
    VotingBench bench;
    quarantine(bench, bench.cast(bench.known("agent-1"), "song-1")->id);

    auto const votes = bench.voting.list_item_votes.execute(ItemKind::track, "song-1", {1, 10});

    REQUIRE(votes->total == 1);
    CHECK(votes->items[0].reason == Reason::quarantined);
    CHECK(votes->items[0].direction == Direction::up);
    CHECK(votes->items[0].weight == Weight{0});
}

TEST_CASE("an agent that registers votes where a guest's vote is in quarantine", "[voting]")
{
    VotingBench bench;
    quarantine(bench, bench.cast(guest("newcomer"), "song-1")->id);
    auto const num = bench.voters.find("newcomer")->num;
    bench.voting.state.put_voter({.num = num, .owner = OwnerNum{num.value}});

    auto const vote = bench.cast(RegisteredVoter{.num = num, .agent_id = "newcomer"}, "song-1");

    REQUIRE(vote);
    CHECK(vote->reason == Reason::supersedes_guest);
    CHECK(vote->tally.up == 1);
    CHECK(bench.tally("song-1") == vote->tally);
    CHECK(vote->tally.guests == 0);
}

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::VotingBench;

namespace {

// Casts `count` votes on tracks of their own, one a second, and gives the last receipt.
VoteReceipt cast_many(VotingBench& bench, RegisteredVoter const& voter, int count)
{
    Result<VoteReceipt> last = fail(Error{});
    for (int i = 0; i < count; ++i) {
        bench.clock.advance(std::chrono::seconds{1});
        auto const id = "many-" + std::to_string(bench.items_made);
        bench.track(id);
        last = bench.cast(voter, id);
        REQUIRE(last);
    }
    return *last;
}

}  // namespace

TEST_CASE("the eleventh vote within a minute is warned of and weighs half", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    auto const tenth = cast_many(bench, voter, 10);
    CHECK_FALSE(tenth.warning);

    auto const before = bench.voting.get_voter_standing.execute(voter.num);
    auto const eleventh = cast_many(bench, voter, 1);

    REQUIRE(eleventh.warning);
    CHECK(eleventh.warning->burst);
    CHECK_FALSE(eleventh.warning->volume);
    auto const report = bench.voting.get_voter_standing.execute(voter.num);
    CHECK(report.flagged);
    CHECK(report.flagged_until == bench.clock.now() + kFlagDuration);
    CHECK(eleventh.weight.value == before.weight.value / 2);
    CHECK(report.warnings == 1);
}

TEST_CASE("a flag ends after seven days", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    cast_many(bench, voter, 11);

    bench.clock.advance(kFlagDuration);

    auto const later = cast_many(bench, voter, 1);
    CHECK_FALSE(later.warning);
    CHECK_FALSE(bench.voting.get_voter_standing.execute(voter.num).flagged);
    CHECK(later.weight >= kFloorWeight);
}

TEST_CASE("more than fifty votes in five minutes are too many", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1", Tier::enterprise);
    std::optional<VoteWarning> warning;
    for (int i = 0; i < 52; ++i) {
        bench.clock.advance(std::chrono::milliseconds{5'700});
        auto const id = "paced-" + std::to_string(i);
        bench.track(id);
        warning = bench.cast(voter, id)->warning;
        CHECK((warning && warning->volume) == (i == 51));
    }
}

TEST_CASE("observing leaves a mark and no consequence", "[voting][application]")
{
    VotingBench bench{{.anti_gaming = AntiGaming::observe}};
    auto const voter = bench.known("agent-1");

    auto const eleventh = cast_many(bench, voter, 11);

    CHECK_FALSE(eleventh.warning);
    CHECK(eleventh.weight >= kFloorWeight);
    CHECK(bench.ledger.find(eleventh.id)->entry.flags.has(EntryFlags::kFlagged));
}

TEST_CASE("switched off, nothing is looked for", "[voting][application]")
{
    VotingBench bench{{.anti_gaming = AntiGaming::off}};

    auto const eleventh = cast_many(bench, bench.known("agent-1"), 11);

    CHECK_FALSE(bench.ledger.find(eleventh.id)->entry.flags.has(EntryFlags::kFlagged));
}

TEST_CASE("duplicates in a batch do not make a burst", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));
    bench.clock.advance(std::chrono::hours{1});
    std::vector<VoteIntent> intents(15, VotingBench::intent(voter, "song-1"));
    intents.push_back(VotingBench::intent(voter, "song-2"));

    auto const results = bench.execute(intents);

    REQUIRE(results.back());
    CHECK_FALSE(results.back()->warning);
}

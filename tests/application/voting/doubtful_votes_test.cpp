#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/voting_bench.hpp>

namespace upbeat::testing {
namespace {

using voting::AppendOutcome;

// Two appends without an answer, and none of the votes is where it was sent.
void lose(VotingBench& bench, bool written)
{
    bench.ledger.break_next(AppendOutcome::Status::unknown, written);
    bench.ledger.break_next(AppendOutcome::Status::unknown, false);
}

}  // namespace

TEST_CASE("a vote in doubt is found without a further vote", "[voting][application]")
{
    VotingBench bench;
    lose(bench, true);
    REQUIRE_FALSE(bench.cast(bench.known("agent-1"), "song-1"));
    REQUIRE(bench.voting.cast_votes.in_doubt() == 1);

    bench.clock.advance(std::chrono::seconds{2});
    bench.voting.cast_votes.settle();

    CHECK(bench.voting.cast_votes.in_doubt() == 0);
    CHECK(bench.tally("song-1").up == 1);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

TEST_CASE("with too many votes in doubt no further ones are taken", "[voting][application]")
{
    VotingBench bench;
    std::vector<voting::VoteIntent> intents;
    for (int i = 0; i < 4'096; ++i) {
        auto const voter = bench.agent("many-" + std::to_string(i));
        intents.push_back(VotingBench::intent(voter, "song-1"));
    }
    lose(bench, false);
    REQUIRE_FALSE(bench.execute(intents).front());
    auto const appends = bench.ledger.appends();

    auto const refused = bench.cast(bench.known("agent-1"), "song-1");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::unavailable);
    CHECK(bench.ledger.appends() == appends);

    bench.clock.advance(std::chrono::minutes{6});
    CHECK(bench.cast(bench.known("agent-1"), "song-1"));
}

}  // namespace upbeat::testing

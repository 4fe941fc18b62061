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

TEST_CASE("a commit of unknown fate that had happened is a success", "[voting][application]")
{
    VotingBench bench;
    bench.ledger.break_next(AppendOutcome::Status::unknown, true);

    auto const receipt = bench.cast(bench.known("agent-1"), "song-1");

    REQUIRE(receipt);
    CHECK(bench.ledger.count() == 1);
    CHECK(bench.tally("song-1").up == 1);
}

TEST_CASE("a commit of unknown fate that had not happened is done again", "[voting][application]")
{
    VotingBench bench;
    bench.ledger.break_next(AppendOutcome::Status::unknown, false);

    CHECK(bench.cast(bench.known("agent-1"), "song-1"));
    CHECK(bench.ledger.count() == 1);
}

TEST_CASE("a vote that nobody could confirm counts as soon as it is found", "[voting][application]")
{
    VotingBench bench;
    bench.ledger.break_next(AppendOutcome::Status::unknown, true);
    bench.ledger.break_next(AppendOutcome::Status::unknown, false);

    auto const lost = bench.cast(bench.known("agent-1"), "song-1");
    REQUIRE_FALSE(lost);
    CHECK(lost.error().kind == ErrorKind::unavailable);
    CHECK(bench.tally("song-1").up == 0);

    bench.clock.advance(std::chrono::seconds{2});
    CHECK(bench.cast(bench.known("agent-1"), "song-1").error().code == "duplicate_vote");
    CHECK(bench.tally("song-1").up == 1);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

TEST_CASE("a ledger out of reach leaves nothing to look for", "[voting][application]")
{
    VotingBench bench;
    bench.ledger.break_next(AppendOutcome::Status::failed, false);

    auto const lost = bench.cast(bench.known("agent-1"), "song-1");
    REQUIRE_FALSE(lost);
    CHECK(lost.error().kind == ErrorKind::unavailable);
    CHECK(bench.ledger.appends() == 1);

    bench.clock.advance(std::chrono::seconds{2});
    CHECK(bench.cast(bench.known("agent-1"), "song-1"));
    CHECK(bench.ledger.reads() == 0);
}

TEST_CASE(
    "what a second try stored counts, though the first cannot be asked for", "[voting][application]"
)
{
    VotingBench bench;
    bench.ledger.break_next(AppendOutcome::Status::unknown, false);
    bench.ledger.break_next_question();

    CHECK(bench.cast(bench.known("agent-1"), "song-1"));
    CHECK(bench.tally("song-1").up == 1);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

TEST_CASE("a doubtful vote survives a ledger that does not answer", "[voting][application]")
{
    VotingBench bench;
    bench.ledger.break_next(AppendOutcome::Status::unknown, true);
    bench.ledger.break_next_question();
    CHECK_FALSE(bench.cast(bench.known("agent-1"), "song-1"));

    bench.clock.advance(std::chrono::seconds{2});
    CHECK(bench.cast(bench.known("agent-2"), "song-1"));
    CHECK(bench.tally("song-1").up == 2);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

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

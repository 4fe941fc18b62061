#include <thread>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::VotingBench;

TEST_CASE(
    "fifty writers that cast the same vote at once get one success",
    "[voting][application][concurrency]"
)
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    std::atomic<int> successes = 0;
    std::atomic<int> duplicates = 0;
    {
        std::vector<std::jthread> threads;
        for (std::int32_t node = 0; node < 50; ++node) {
            threads.emplace_back([&, node] {
                CastVotes cast{
                    {bench.ledger, bench.voters, bench.voting.state, bench.clock},
                    bench.policy,
                    100 + node
                };
                std::vector const intents{VotingBench::intent(voter, "song-1")};
                auto const result = cast.execute(std::span{intents}).front();
                successes += result ? 1 : 0;
                duplicates += !result && result.error().code == "duplicate_vote" ? 1 : 0;
            });
        }
    }

    CHECK(successes == 1);
    CHECK(duplicates == 49);
    CHECK(bench.tally("song-1").up == 1);
    CHECK(bench.ledger.count() == 1);
}

TEST_CASE("readers see whole batches while votes come in", "[voting][application][concurrency]")
{
    VotingBench bench{{.anti_gaming = AntiGaming::off}};
    auto const voter = bench.agent("busy", Tier::enterprise);
    std::atomic<bool> done = false;
    std::atomic<bool> torn = false;
    std::jthread const reader{[&] {
        while (!done) {
            auto const page = bench.voting.get_chart.top(Period::daily);
            for (auto const& line : page.lines) {
                torn = torn || line.row.votes.up != 1;
            }
            torn = torn || page.lines.size() % 4 != 0;
        }
    }};

    for (int batch = 0; batch < 10; ++batch) {
        std::vector<VoteIntent> intents;
        for (int i = 0; i < 4; ++i) {
            auto const id = "t" + std::to_string(batch) + "-" + std::to_string(i);
            bench.track(id);
            intents.push_back(VotingBench::intent(voter, id));
        }
        bench.execute(intents);
    }
    done = true;

    CHECK_FALSE(torn);
}

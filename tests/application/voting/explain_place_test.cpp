#include <upbeat/application/voting/explain_place.hpp>

#include <chrono>
#include <future>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/memory_past.hpp>
#include <upbeat/tests/support/voting/voting_bench.hpp>

namespace upbeat::testing {
namespace {

struct ExplainBench : VotingBench {
    // The place of song-1 today, or the code of the error.
    std::string explain()
    {
        auto const told = place.execute(ItemKind::track, "song-1", voting::Period::daily, 1);
        return told ? "rank " + std::to_string(told->line.value().rank) : told.error().code;
    }

    MemoryPastLedger past{ledger};
    MemoryStatuses statuses;
    // Patient enough for a slow machine.
    voting::ChartArchive archive{
        {past, statuses, voting.state, items, clock}, {.patience = std::chrono::seconds{30}}
    };
    voting::ExplainPlace place{{archive, voting.state, items, voting.list_item_votes, clock}};
};

}  // namespace

TEST_CASE("one who waits for the history does not make the others wait", "[voting][application]")
{
    ExplainBench bench;
    REQUIRE(bench.cast(bench.known("agent-1"), "song-1"));
    std::promise<void> reading;
    std::promise<void> read_on;
    bench.past.before_reading_all([&] {
        reading.set_value();
        read_on.get_future().wait();
    });

    auto first = std::async(std::launch::async, [&] { return bench.explain(); });
    reading.get_future().wait();
    CHECK(bench.explain() == "history_warming");
    read_on.set_value();
    CHECK(first.get() == "rank 1");
}

TEST_CASE("who asks within seconds is told of the same instant", "[voting][application]")
{
    ExplainBench bench;
    REQUIRE(bench.cast(bench.known("agent-1"), "song-1"));
    auto const ask = [&] {
        return bench.place.execute(ItemKind::track, "song-1", voting::Period::daily, 1).value();
    };
    auto const first = ask();
    bench.clock.advance(std::chrono::seconds{4});
    CHECK(ask().at == first.at);
    bench.clock.advance(std::chrono::seconds{1});
    CHECK(ask().at == bench.clock.now());
}

}  // namespace upbeat::testing

#include <upbeat/application/voting/chart_archive.hpp>

#include <future>
#include <stdexcept>
#include <thread>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/recorded_run.hpp>
#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::testing;
using namespace upbeat::voting;

namespace {

// The bench with an archive. Answers wait for the history, however slow the machine is.
struct ArchiveBench : VotingBench {
    explicit ArchiveBench(ArchiveLimits const& with = {.patience = std::chrono::seconds{60}})
        : archive{{past, statuses, voting.state, items, clock}, with}
    {
    }

    std::vector<std::string> top(Timestamp at)
    {
        std::vector<std::string> listed;
        auto const page = archive.top(Period::alltime, {}, at);
        for (auto const& line : page.value().lines) {
            listed.push_back(line.card.id);
        }
        return listed;
    }

    std::string error_of(Timestamp at)
    {
        auto const page = archive.top(Period::alltime, {}, at);
        return page ? "" : page.error().code;
    }

    MemoryPastLedger past{ledger};
    MemoryStatuses statuses;
    ChartArchive archive;
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("the archive draws every chart that was ever answered", "[voting][application][property]")
{
    auto const seed = GENERATE(1U, 2U, 3U, 4U);
    ArchiveBench bench;
    std::vector<RegisteredVoter> voters;
    for (int i = 0; i < 9; ++i) {
        voters.push_back(bench.agent("voter-" + std::to_string(i), Tier::enterprise));
    }
    std::vector<ItemFacts> facts;
    for (int i = 0; i < 6; ++i) {
        facts.push_back(bench.track("more-" + std::to_string(i)));
    }
    RecordedRun run{
        {bench.voting, bench.ledger, bench.clock, bench.items, bench.statuses, voters, facts}, seed
    };

    // Half of it is read at once, the rest as it comes.
    run.play(400);
    CHECK(run.differences(bench.archive).empty());
    run.play(400);
    CHECK(run.differences(bench.archive).empty());
    CHECK(run.recorded() > 100);
    CHECK(bench.past.readings() == 1);
}

TEST_CASE("nobody is told the charts of tomorrow", "[voting][application]")
{
    ArchiveBench bench;

    CHECK(bench.error_of(bench.clock.now() + std::chrono::microseconds{1}) == "future_instant");
    CHECK(bench.error_of(bench.clock.now()).empty());
}

TEST_CASE("a vote is in the archive as soon as it is in the ledger", "[voting][application]")
{
    ArchiveBench bench;
    auto const before = bench.clock.now();
    CHECK(bench.top(before) == Ids{"song-1", "song-2", "song-3", "tool-1"});

    bench.clock.advance(std::chrono::seconds{1});
    REQUIRE(bench.cast(bench.known("agent-1"), "song-3"));
    CHECK(bench.top(bench.clock.now()) == Ids{"song-3", "song-1", "song-2", "tool-1"});
    CHECK(bench.top(before) == Ids{"song-1", "song-2", "song-3", "tool-1"});
}

TEST_CASE("an item that is gone keeps its place and loses its texts", "[voting][application]")
{
    ArchiveBench bench;
    REQUIRE(bench.cast(bench.known("agent-1"), "song-2"));
    auto const then = bench.clock.now();
    bench.clock.advance(std::chrono::minutes{5});
    ItemFacts removed{.num = {2}, .status = ItemStatus::removed, .id = "song-2"};
    removed.created_at = then - std::chrono::days{300};
    bench.voting.state.put_item(removed);
    bench.statuses.add({2}, bench.clock.now(), ItemStatus::removed);

    CHECK(bench.top(bench.clock.now()) == Ids{"song-1", "song-3", "tool-1"});
    auto const page = bench.archive.top(Period::alltime, {}, then);
    REQUIRE(page);
    auto const& first = page->lines.front();
    CHECK(first.card.id == "song-2");
    CHECK(first.row.votes.up == 1);
    CHECK(first.card.withheld);
    CHECK(first.card.title.empty());
    CHECK(first.card.genre.empty());
    CHECK_FALSE(page->lines.back().card.withheld);
}

TEST_CASE("while the history is read, askers are asked to come again", "[voting][application]")
{
    ArchiveBench bench{{.patience = std::chrono::milliseconds{0}}};
    REQUIRE(bench.cast(bench.known("agent-1"), "song-1"));
    std::promise<void> read_on;
    bench.past.before_reading_all([wait = read_on.get_future().share()] { wait.wait(); });

    auto const page = bench.archive.top(Period::daily, {}, bench.clock.now());
    REQUIRE_FALSE(page);
    CHECK(page.error().code == "history_warming");
    CHECK(page.error().retry_after == std::chrono::seconds{1});
    CHECK(bench.error_of(bench.clock.now()) == "history_warming");
    read_on.set_value();
    while (!bench.error_of(bench.clock.now()).empty()) {
        std::this_thread::yield();
    }
    CHECK(bench.past.readings() == 1);
}

TEST_CASE("a storage that fails is asked again by the next one", "[voting][application]")
{
    ArchiveBench bench;
    bench.past.before_reading_all([] { throw std::runtime_error{"no answer"}; });
    CHECK(bench.error_of(bench.clock.now()) == "history_warming");

    bench.past.before_reading_all({});
    CHECK(bench.error_of(bench.clock.now()).empty());
}

TEST_CASE("a history larger than allowed is not made", "[voting][application]")
{
    ArchiveBench bench{{.memory = 1, .patience = std::chrono::seconds{60}}};
    REQUIRE(bench.cast(bench.known("agent-1"), "song-1"));

    CHECK(bench.error_of(bench.clock.now()) == "history_too_large");
}

TEST_CASE("a history that outgrows its memory is dropped", "[voting][application]")
{
    ArchiveBench bench{{.memory = 8'192, .patience = std::chrono::seconds{60}}};
    REQUIRE(bench.cast(guest("the first"), "song-1"));
    REQUIRE(bench.error_of(bench.clock.now()).empty());

    std::string error;
    for (int i = 0; i < 1'000 && error.empty(); ++i) {
        REQUIRE(bench.cast(guest("guest-" + std::to_string(i)), "song-1"));
        error = bench.error_of(bench.clock.now());
    }
    CHECK(error == "history_too_large");
    CHECK(bench.archive.bytes() == 0);
    CHECK(bench.past.readings() == 1);

    // Like one that was too large from the start: it is tried again when nobody asked for a while.
    CHECK(bench.error_of(bench.clock.now()) == "history_too_large");
    CHECK(bench.past.readings() == 1);
    bench.archive.drop_if_idle(std::chrono::steady_clock::now() + std::chrono::minutes{11});
    CHECK(bench.error_of(bench.clock.now()) == "history_too_large");
    CHECK(bench.past.readings() == 2);
}

TEST_CASE("many may ask while the history outgrows its memory", "[voting][application]")
{
    ArchiveBench bench{{.memory = 8'192, .patience = std::chrono::seconds{60}}};
    std::atomic<bool> done{false};
    std::atomic<int> wrong{0};
    std::vector<std::jthread> askers;
    for (int i = 0; i < 3; ++i) {
        askers.emplace_back([&] {
            while (!done.load()) {
                auto const code = bench.error_of(bench.clock.now());
                wrong += code.empty() || code.starts_with("history_") ? 0 : 1;
            }
        });
    }
    for (int i = 0; i < 1'000; ++i) {
        CHECK(bench.cast(guest("guest-" + std::to_string(i)), "song-3"));
    }
    done = true;
    askers.clear();
    CHECK(wrong == 0);
    CHECK(bench.error_of(bench.clock.now()) == "history_too_large");
    CHECK(bench.archive.bytes() == 0);
}

TEST_CASE("a history that nobody asks for is dropped, and made again", "[voting][application]")
{
    ArchiveBench bench;
    REQUIRE(bench.cast(bench.known("agent-1"), "song-1"));
    CHECK(bench.archive.bytes() == 0);
    bench.top(bench.clock.now());
    CHECK(bench.archive.bytes() > 0);

    auto const now = std::chrono::steady_clock::now();
    bench.archive.drop_if_idle(now + std::chrono::minutes{9});
    CHECK(bench.archive.bytes() > 0);
    bench.archive.drop_if_idle(now + std::chrono::minutes{11});
    CHECK(bench.archive.bytes() == 0);
    CHECK(bench.top(bench.clock.now()).front() == "song-1");
    CHECK(bench.past.readings() == 2);
}

TEST_CASE("many may ask while votes arrive", "[voting][application]")
{
    ArchiveBench bench;
    std::vector<RegisteredVoter> voters;
    for (int i = 0; i < 40; ++i) {
        voters.push_back(bench.agent("voter-" + std::to_string(i)));
    }
    std::atomic<bool> done{false};
    std::vector<std::jthread> askers;
    std::atomic<int> wrong{0};
    for (int i = 0; i < 2; ++i) {
        askers.emplace_back([&] {
            while (!done.load()) {
                auto const code = bench.error_of(bench.clock.now());
                wrong += code.empty() || code == "history_warming" ? 0 : 1;
            }
        });
    }
    for (auto const& voter : voters) {
        bench.clock.advance(std::chrono::milliseconds{10});
        CHECK(bench.cast(voter, "song-3"));
    }
    done = true;
    askers.clear();
    CHECK(wrong == 0);
    CHECK(bench.top(bench.clock.now()).front() == "song-3");
}

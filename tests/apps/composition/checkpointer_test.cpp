#include <upbeat/apps/composition/checkpointer.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/memory_checkpoints.hpp>
#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace std::chrono_literals;
using namespace upbeat;
using namespace upbeat::apps;
using namespace upbeat::testing;
using State = platform::CheckpointHealth::State;

namespace {

// Checkpoints that cannot be written while `broken`, and that call `at_piece` at every piece.
class FragileCheckpoints final : public voting::CheckpointStore {
   public:
    std::atomic<bool> broken{false};
    std::function<void(std::size_t)> at_piece{};

    std::optional<std::int64_t> begin(std::int32_t format, Timestamp now) override
    {
        if (broken) {
            throw std::runtime_error{"the disk is full"};
        }
        return kept_.begin(format, now);
    }
    bool put(std::int64_t generation, std::size_t ordinal, std::string_view chunk, Timestamp now)
        override
    {
        if (at_piece) {
            at_piece(ordinal);
        }
        return kept_.put(generation, ordinal, chunk, now);
    }
    bool finish(std::int64_t generation, std::string_view head) override
    {
        return kept_.finish(generation, head);
    }
    void abandon(std::int64_t generation) override { kept_.abandon(generation); }
    bool clean() override { return kept_.clean(); }
    std::optional<voting::StoredCheckpoint> latest() override { return kept_.latest(); }
    void each_chunk(std::int64_t generation, std::function<bool(std::string_view)> const& visit)
        override
    {
        kept_.each_chunk(generation, visit);
    }

   private:
    MemoryCheckpoints kept_{};
};

// A state with 10 000 entries, more than a start reads in no time.
struct Installation : VotingBench {
    Installation() { fold(10'000); }

    void fold(int count)
    {
        std::vector<voting::LedgerEntry> entries;
        for (int i = 0; i < count; ++i) {
            auto& entry = entries.emplace_back();
            entry.writer = 1;
            entry.seq = ++seq;
            entry.item = ItemNum{1};
            entry.voter = VoterNum{1'000 + seq};
            entry.at = clock.now();
            entry.direction = Direction::up;
            entry.weight = voting::kFloorWeight;
        }
        voting.state.fold(entries, clock.now());
    }

    Checkpointer checkpointer(std::chrono::milliseconds interval, std::uint64_t contained = 0)
    {
        return Checkpointer{
            {.state = voting.state, .store = store, .clock = clock, .log = log, .metrics = metrics},
            interval,
            contained
        };
    }

    std::int64_t seq = 0;
    FragileCheckpoints store{};
    platform::Log log{{.level = platform::LogLevel::error}};
    platform::Metrics metrics{};
};

// Waits for what has to come by itself.
bool comes(std::function<bool()> const& condition)
{
    for (int looks = 0; looks < 6'000 && !condition(); ++looks) {
        std::this_thread::sleep_for(5ms);
    }
    return condition();
}

}  // namespace

TEST_CASE("a start that read many votes is followed by a checkpoint at once", "[apps]")
{
    Installation site;
    auto const checkpointer = site.checkpointer(24h);
    CHECK(checkpointer.health().state == State::current);

    CHECK(comes([&] { return checkpointer.health().age.has_value(); }));

    CHECK(checkpointer.health().votes_since == 0);
    site.clock.advance(90s);
    site.fold(7);
    CHECK(checkpointer.health().age == 90s);
    CHECK(checkpointer.health().votes_since == 7);
}

TEST_CASE("a checkpoint that cannot be written is overdue until it can", "[apps]")
{
    Installation site;
    site.store.broken = true;
    auto const checkpointer = site.checkpointer(1ms);

    CHECK(comes([&] { return checkpointer.health().state == State::overdue; }));
    CHECK(checkpointer.health().votes_since == 10'000);

    site.store.broken = false;
    CHECK(comes([&] { return checkpointer.health().state == State::current; }));
    CHECK(checkpointer.health().votes_since == 0);
}

TEST_CASE("a checkpoint is not overdue when too few votes came", "[apps]")
{
    Installation site;
    auto head = voting::WriteCheckpoint{site.voting.state, site.store, site.clock};
    REQUIRE(
        head.execute(1, [] { return true; }).outcome == voting::CheckpointReport::Outcome::written
    );
    site.store.broken = true;
    site.fold(100);
    auto const checkpointer = site.checkpointer(1ms, 10'000);

    std::this_thread::sleep_for(50ms);

    CHECK(checkpointer.health().state == State::current);
    CHECK(checkpointer.health().votes_since == 100);
}

TEST_CASE("without an interval there are no checkpoints, and health says so", "[apps]")
{
    Installation site;
    auto checkpointer = site.checkpointer(0ms);

    checkpointer.stop(1min);

    CHECK(checkpointer.health().state == State::off);
    CHECK(!site.store.latest());
}

TEST_CASE("a stop while a checkpoint is written ends it", "[apps]")
{
    Installation site;
    std::mutex mutex;
    std::condition_variable changed;
    auto reached = false;
    auto may_go_on = false;
    site.store.at_piece = [&](std::size_t piece) {
        if (piece == 0) {
            std::unique_lock lock{mutex};
            reached = true;
            changed.notify_all();
            changed.wait(lock, [&] { return may_go_on; });
        }
    };
    auto checkpointer = site.checkpointer(24h);
    {
        std::unique_lock lock{mutex};
        changed.wait(lock, [&] { return reached; });
    }
    auto stopping = std::thread{[&] { checkpointer.stop(1min); }};
    {
        std::lock_guard const lock{mutex};
        may_go_on = true;
    }
    changed.notify_all();
    stopping.join();

    CHECK(site.store.latest().has_value());
}

TEST_CASE("few votes are no checkpoint at the end, many are", "[apps]")
{
    auto const votes = GENERATE(999, 1'000);
    Installation site;
    auto checkpointer = site.checkpointer(24h);
    REQUIRE(comes([&] { return checkpointer.health().age.has_value(); }));
    auto const first = site.store.latest()->generation;
    site.fold(votes);

    checkpointer.stop(1min);

    CHECK((site.store.latest()->generation > first) == (votes == 1'000));
}

TEST_CASE("a state that takes longer to write than its votes to read is not written", "[apps]")
{
    Installation site;
    auto checkpointer = site.checkpointer(24h);
    REQUIRE(comes([&] { return checkpointer.health().age.has_value(); }));
    auto const first = site.store.latest()->generation;
    for (std::int64_t num = 0; num < 150'000; ++num) {
        site.voting.state.put_voter({.num = VoterNum{100'000 + num}, .created_at = site.clock.now()}
        );
    }
    site.fold(1'200);

    checkpointer.stop(1min);

    CHECK(site.store.latest()->generation == first);
}

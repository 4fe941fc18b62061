#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stop_token>
#include <thread>

#include <upbeat/application/voting/get_chart.hpp>
#include <upbeat/application/voting/past_ledger.hpp>
#include <upbeat/application/voting/status_history.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/chart_history.hpp>
#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {

struct ArchivePorts {
    PastLedger& ledger;
    StatusHistory& statuses;
    VotingState& state;
    ItemCards& cards;
    Clock const& clock;
};

struct ArchiveLimits {
    std::size_t memory = std::size_t{1} << 30U;  // bytes the history may take
    std::chrono::milliseconds patience{1'500};   // the first asker waits that long for it
    std::chrono::minutes idle{10};               // it is dropped when nobody asked for so long
};

// How long after an instant nothing more is written about it: nodes' clocks differ, and a vote is
// stamped before it is durable. A chart of an instant that lies further back never changes.
inline constexpr std::chrono::seconds kSettled{60};

// The charts of the past. The history behind them is made when somebody asks for the first time, by
// one thread, from one reading of the ledger (a few seconds for ten million votes), brought up to
// date when somebody asks, and dropped when nobody does. Safe to call from any thread.
class ChartArchive {
   public:
    explicit ChartArchive(ArchivePorts const& ports, ArchiveLimits const& limits = {});
    ChartArchive(ChartArchive const&) = delete;
    ChartArchive& operator=(ChartArchive const&) = delete;

    // The charts as they stood at `at`. Errors: future_instant; history_warming, with retry_after,
    // while the history is being made; history_too_large where it exceeds the memory allowed.
    Result<ChartPage> top(Period period, ChartFilter const& filter, Timestamp at);
    Result<TrendingPage> trending(std::size_t limit, Timestamp at);

    // Runs `ask(ChartHistory const&)` on a history that holds everything up to `at`; `ask` gives a
    // Result. Same errors.
    template <class Ask>
    auto read(Timestamp at, Ask&& ask) -> std::invoke_result_t<Ask&, ChartHistory const&>
    {
        if (auto error = prepare(at)) {
            return fail(std::move(*error));
        }
        std::shared_lock const lock{history_mutex_};
        if (!ready_) {
            return fail(history_warming());
        }
        return ask(std::as_const(history_));
    }

    // What the history takes; 0 while there is none.
    std::size_t bytes() const;
    // Drops it if nobody asked for the idle time before `now`.
    void drop_if_idle(std::chrono::steady_clock::time_point now);

   private:
    enum class Phase : unsigned char { cold, warming, warm, too_large };

    std::optional<Error> prepare(Timestamp at);
    std::optional<Error> wait_until_warm(std::unique_lock<std::mutex>& lock);
    void work(std::stop_token const& stop);
    Phase try_to_build(std::stop_token const& stop);
    bool build(std::stop_token const& stop);
    std::optional<Error> extend(Timestamp at);
    void take(std::vector<LedgerEntry> const& news, std::vector<StatusChange> const& changes);
    void drop(Phase next);
    void learn_items(ChartHistory& history);
    void note_statuses(ChartHistory& history, std::vector<StatusChange> const& changes);
    void withhold(std::vector<ItemCard*> const& cards) const;

    ArchivePorts ports_;
    ArchiveLimits limits_;

    // Locked in the order extend_mutex_, mutex_, history_mutex_. Guards the phase and who waits for
    // it.
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    Phase phase_ = Phase::cold;
    bool somebody_waits_ = false;
    std::chrono::steady_clock::time_point last_asked_{};

    // One reader of the ledger at a time; guards what follows it.
    std::mutex extend_mutex_;
    PastLedger::Positions positions_;
    Timestamp extended_at_{};
    Timestamp statuses_until_{};
    std::size_t items_seen_ = 0;
    std::vector<Slot> unannounced_;

    mutable std::shared_mutex history_mutex_;
    ChartHistory history_;
    bool ready_ = false;  // it holds all that positions_ say

    std::jthread worker_;  // last: uses everything above
};

}  // namespace upbeat::voting

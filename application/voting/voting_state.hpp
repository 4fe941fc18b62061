#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <utility>
#include <vector>

#include <upbeat/application/voting/touched_items.hpp>
#include <upbeat/domain/voting/voting_projection.hpp>

namespace upbeat::voting {

// The thread-safe front of the projections: many readers, one writer at a time. Whoever writes
// takes the lock once a batch. `version` rises with everything that a chart could show.
class VotingState {
   public:
    explicit VotingState(Timestamp now) : projection_{now}, hour_{hour_of(now)} {}

    // Runs `ask(VotingProjection const&)` under the shared lock. Nothing slow in there, and nothing
    // that refers into the projection may leave it.
    template <class Ask>
    auto read(Ask&& ask) const
    {
        std::shared_lock const lock{mutex_};
        return std::forward<Ask>(ask)(projection_);
    }

    // Runs `change(VotingProjection&)` alone, then raises the version.
    template <class Change>
    auto write(Change&& change)
    {
        std::unique_lock const lock{mutex_};
        Raise const raise{*this};
        return std::forward<Change>(change)(projection_);
    }

    // `now` is the clock's: entries dated further ahead of it wait, see VotingProjection.
    void fold(std::span<LedgerEntry const> entries, Timestamp now);
    std::vector<VoterNum> take_late_voters();
    // Has `witness` called with all that fold() is given, after it, by the thread that folds. One
    // witness, set before anything is folded; it must be quick and must not ask this state.
    using Witness = std::function<void(std::span<LedgerEntry const>)>;
    void set_witness(Witness witness) { witness_ = std::move(witness); }
    void put_item(ItemFacts const& facts);
    void put_voter(VoterFacts const& facts);
    // The items whose votes have changed since the last call; for one caller, the score feed.
    TouchedItems::Batch take_touched();
    // Moves the windows if the hour has changed, and works ahead on those of the next hour when its
    // time is near: up to a hundred milliseconds in short pieces. For one thread, a few times a
    // second.
    void tick(Timestamp now);

    // Lock-free. A reader who sees a version sees at least the state of that version.
    std::uint64_t version() const { return version_.load(std::memory_order_acquire); }
    Hour hour() const { return hour_.load(std::memory_order_acquire); }
    // Whether a writer of this node has entries of which nobody knows whether they were committed,
    // so that the positions do not tell the whole truth. Raised before anything later is folded,
    // lowered after what was found is.
    bool in_doubt() const { return doubts_.load(std::memory_order_acquire) > 0; }
    void raise_doubt() { doubts_.fetch_add(1, std::memory_order_acq_rel); }
    void lower_doubt() { doubts_.fetch_sub(1, std::memory_order_acq_rel); }

    // 0 for an unknown item; rises with each of its votes.
    std::uint32_t item_version(ItemNum item) const;

   private:
    struct Raise {
        VotingState& state;
        explicit Raise(VotingState& raised) : state{raised} {}
        Raise(Raise const&) = delete;
        Raise& operator=(Raise const&) = delete;
        ~Raise() { state.raise(); }
    };

    void raise();
    void prepare_next_hour();

    mutable std::shared_mutex mutex_;
    VotingProjection projection_;
    TouchedItems touched_;
    std::atomic<std::uint64_t> version_{1};
    std::atomic<Hour> hour_;
    std::atomic<int> doubts_{0};
    Witness witness_{};
};

}  // namespace upbeat::voting

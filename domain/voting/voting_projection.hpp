#pragma once

#include <cstdint>
#include <optional>

#include <upbeat/domain/voting/charts.hpp>
#include <upbeat/domain/voting/item_table.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>
#include <upbeat/domain/voting/network_counts.hpp>
#include <upbeat/domain/voting/reputation.hpp>
#include <upbeat/domain/voting/voter_table.hpp>

namespace upbeat::voting {

// Everything that votes amount to: tallies, charts, reputations, flags and quotas, as a fold of the
// ledger in the order of LedgerPosition, over the items, the agents and the administrators'
// adjustments. The same input gives the same state, on every node and after every restart.
// One fold costs a few microseconds at a million items. Not thread-safe: see VotingState.
class VotingProjection {
   public:
    explicit VotingProjection(Timestamp now);

    void put_item(ItemFacts const& facts);
    void put_voter(VoterFacts const& facts);
    // In the order of time, between the ledger entries of that time.
    void adjust(ReputationAdjustment const& adjustment);

    // False if the entry's item is unknown: nothing was counted then.
    bool fold(LedgerEntry const& entry);
    // Moves the windows on; an earlier instant changes nothing. Folding does it by itself.
    void advance(Timestamp now);

    // Between these two, fold() leaves the orders alone and finish_load() makes them at once: the
    // way to take in millions of entries. Nothing may be asked in between.
    void begin_load();
    void finish_load(Timestamp now);

    ItemTable const& items() const { return items_; }
    Charts const& charts() const { return charts_; }
    VoterTable const& voters() const { return voters_; }
    NetworkCounts const& networks() const { return networks_; }

    Hour hour() const { return charts_.hour(); }
    // The greatest `at` that was folded; the next entry should not be earlier.
    Timestamp last_at() const { return last_at_; }
    std::uint64_t entries() const { return entries_; }

    // The same for two projections exactly if they hold the same state (but for hash accidents),
    // in whatever order items and voters were made known. O(everything).
    std::uint64_t digest() const;
    bool operator==(VotingProjection const& other) const { return digest() == other.digest(); }

   private:
    void fold_item(LedgerEntry const& entry, Slot slot);
    void apply(Slot slot, Hour hour, Direction direction, Weight weight, bool guest, int times);

    ItemTable items_;
    VoterTable voters_;
    NetworkCounts networks_;
    Charts charts_;
    Timestamp last_at_{};
    std::uint64_t entries_ = 0;
    bool loading_ = false;
};

}  // namespace upbeat::voting

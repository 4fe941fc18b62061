#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <unordered_set>
#include <vector>

#include <upbeat/domain/voting/charts.hpp>
#include <upbeat/domain/voting/item_table.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>
#include <upbeat/domain/voting/network_counts.hpp>
#include <upbeat/domain/voting/recent_votes.hpp>
#include <upbeat/domain/voting/reputation.hpp>
#include <upbeat/domain/voting/voter_table.hpp>
#include <upbeat/domain/voting/writer_positions.hpp>

namespace upbeat::voting {

// How far ahead of our clock an entry may be dated and still be folded at once. What lies further
// ahead waits: a node with a wrong clock must not empty everybody's windows and quotas.
inline constexpr std::chrono::minutes kMostAhead{5};

// What a voter's standing is made of.
struct VoterPast {
    std::span<LedgerEntry const> entries;               // in the order of LedgerPosition
    std::span<ReputationAdjustment const> adjustments;  // in the order of time
};

// Everything that votes amount to: tallies, charts, reputations, flags and quotas, as a fold of the
// ledger in the order of LedgerPosition, over the items, the agents and the administrators'
// adjustments. The same input gives the same state, on every node and after every restart.
// One fold costs a few microseconds at a million items. Not thread-safe: see VotingState.
class VotingProjection {
   public:
    explicit VotingProjection(Timestamp now);

    void put_item(ItemFacts const& facts);
    void put_voter(VoterFacts const& facts);
    // In the order of time, between the ledger entries of that time. One that is known by its
    // number changes nothing, so that whoever hears of it first may apply it.
    void adjust(ReputationAdjustment const& adjustment);
    bool knows_adjustment(std::int64_t seq) const { return adjustments_.contains(seq); }
    // It is in what a checkpoint gave.
    void note_adjustment(std::int64_t seq) { adjustments_.insert(seq); }

    // What the agent's incidents amount to, in place of what was known of them.
    void set_conduct(VoterNum voter, Conduct const& conduct, Timestamp now);
    // Brings the latest minutes back after a load: entries that are folded already, in their order.
    void remember(std::span<LedgerEntry const> entries);

    // Counts the entry; the windows move on to it. One that is dated more than kMostAhead after the
    // latest advance() is kept and counted when its time has come. False if nobody has announced
    // its item yet: the vote is counted all the same, and shown when the item is known.
    bool fold(LedgerEntry const& entry);
    // The same for many, at less cost each: an item moves in its orders once.
    void fold(std::span<LedgerEntry const> entries);
    // What the clock says. Moves the windows on; an earlier instant changes nothing.
    void advance(Timestamp now);
    // Works ahead on the orders of the next hour, see Charts.
    bool prepare_next_hour(std::size_t most) { return charts_.prepare_next(items_, most); }
    bool next_hour_is_ready() const { return charts_.next_is_ready(items_); }
    std::shared_ptr<void> take_spent() { return charts_.take_spent(); }

    // Which voters had entries that came after later ones, since this was last asked: their
    // standings hang on the order, and replace_voter() puts them right. Tallies are order-free.
    std::vector<VoterNum> take_late_voters();
    bool has_late_voters() const { return !late_.empty(); }
    void note_late(VoterNum voter) { late_.push_back(voter); }
    // Folds a voter's standing anew from all that the ledger and the administrators have of it.
    // False, and nothing changes, if that is not what was folded up to now: read it again then.
    bool replace_voter(VoterNum voter, VoterPast const& past);

    // Between these two, fold() leaves the orders alone and finish_load() makes them at once: the
    // way to take in millions of entries. Nothing may be asked in between.
    void begin_load();
    void finish_load(Timestamp now, Charts::Spread const& spread = {});

    // While loading, what a checkpoint holds; see CheckpointLoad. An entry may be in one part of it
    // already and not in another.
    struct Parts {
        bool item = true;
        bool voter = true;
        bool network = true;
    };
    void restore_totals(WriterPositions const& positions, std::uint64_t entries, Timestamp last_at);
    Slot restore_item(ItemNum num, Tally const& tally, HourlyCells cells, std::uint32_t version);
    Slot restore_voter(VoterStanding const& standing);
    void restore_network(std::int32_t day, std::uint64_t network, std::uint32_t count);
    bool fold_parts(LedgerEntry const& entry, Parts parts);

    ItemTable const& items() const { return items_; }
    Charts const& charts() const { return charts_; }
    VoterTable const& voters() const { return voters_; }
    NetworkCounts const& networks() const { return networks_; }

    // Of the latest minutes only, and empty after a load: see remember(). No part of the digest.
    RecentVotes const& recent() const { return recent_; }

    Hour hour() const { return charts_.hour(); }
    // The greatest `at` that was folded; the next entry should not be earlier.
    Timestamp last_at() const { return last_at_; }
    std::uint64_t entries() const { return entries_; }
    // The greatest seq of each writer that was folded, or is kept because it lies ahead.
    WriterPositions const& positions() const { return positions_; }
    // How many entries lie ahead and wait.
    std::size_t ahead() const { return ahead_.size(); }
    // Whether the entry is among what was folded, as its number says.
    bool has_folded(LedgerEntry const& entry) const;

    // The same for two projections exactly if they hold the same state (but for hash accidents),
    // in whatever order items and voters were made known. O(everything).
    std::uint64_t digest() const;
    bool operator==(VotingProjection const& other) const { return digest() == other.digest(); }

   private:
    bool note_position(LedgerEntry const& entry);
    bool count(LedgerEntry const& entry, Parts parts);
    bool count(LedgerEntry const& entry) { return count(entry, Parts{}); }
    void fold_voter(LedgerEntry const& entry);
    void fold_item(LedgerEntry const& entry, Slot slot);
    void apply(Slot slot, Hour hour, Direction direction, Weight weight, bool guest, int times);

    ItemTable items_;
    VoterTable voters_;
    NetworkCounts networks_;
    Charts charts_;
    RecentVotes recent_;
    std::unordered_set<std::int64_t> adjustments_;  // the numbers of those that were applied
    Timestamp now_;
    Timestamp last_at_{};
    std::uint64_t entries_ = 0;
    WriterPositions positions_;
    std::map<LedgerPosition, LedgerEntry> ahead_;
    std::vector<VoterNum> late_;
    bool loading_ = false;
};

}  // namespace upbeat::voting

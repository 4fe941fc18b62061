#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <upbeat/domain/voting/chart.hpp>
#include <upbeat/domain/voting/item_table.hpp>
#include <upbeat/domain/voting/ranked_set.hpp>
#include <upbeat/domain/voting/trending_score.hpp>

namespace upbeat::voting {

// The order statistics over an ItemTable: per kind one ranked set for each period, for trending,
// for trending 24 hours ago, and for "fewest votes first". Only live items stand in them, in the
// sets of the rolling periods only those with a vote in the window. Costs about 24 bytes for each
// set an item stands in, and 48 for an item with votes in the last 30 days. Not thread-safe.
class Charts {
   public:
    explicit Charts(Hour hour) : hour_{hour}, epoch_{TrendingEpoch::at(hour)} {}

    Hour hour() const { return hour_; }
    TrendingEpoch epoch() const { return epoch_; }

    // Brackets every change of an item's tally, cells, status or facts: take it out, change, put it
    // back. Between the two nothing may be asked.
    void remove(ItemTable const& items, Slot slot);
    void insert(ItemTable& items, Slot slot);
    // A vote fell into an hour where the item had none: the window must be told when to drop it.
    void remember_cell(Slot slot, Hour hour);

    // Moves the windows to a later hour; touches only the items whose hours enter or leave one.
    void advance(ItemTable& items, Hour hour);
    // Everything anew from the cells; for a start and for the test that nothing drifts.
    void rebuild(ItemTable& items, Hour hour);

    ChartTable chart(ItemTable const& items, Period period, ChartFilter const& filter) const;
    std::vector<TrendingRow> trending(ItemTable const& items, ItemKind kind,
                                      std::size_t limit) const;
    // Counted from 1, among live items of its kind, all time; nothing for items that are not live.
    std::optional<std::int64_t> rank(ItemTable const& items, Slot slot) const;
    // A page of all live items of a kind.
    std::vector<Slot> slice(ItemTable const& items, ItemKind kind, Order order, std::size_t offset,
                            std::size_t count) const;
    bool before(ItemTable const& items, Order order, Slot a, Slot b) const;
    std::size_t live(ItemKind kind) const { return fewest(kind).size(); }
    RankedSet const& fewest(ItemKind kind) const { return set(kind, kFewest); }

    std::uint64_t digest(ItemTable const& items) const;

   private:
    struct Windows {
        std::array<WindowTally, 3> tally{};
    };
    enum SetName : std::size_t {
        kDaily,
        kWeekly,
        kMonthly,
        kAlltime,
        kTrending,
        kBefore,
        kFewest,
        kSets
    };

    RankedSet const& set(ItemKind kind, std::size_t name) const
    {
        return sets_[static_cast<std::size_t>(kind)][name];
    }
    RankedSet& set(ItemKind kind, std::size_t name)
    {
        return sets_[static_cast<std::size_t>(kind)][name];
    }

    Hour hour_;
    TrendingEpoch epoch_;
    std::array<std::array<RankedSet, kSets>, 2> sets_{};
};

}  // namespace upbeat::voting

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <upbeat/domain/voting/chart.hpp>
#include <upbeat/domain/voting/item_table.hpp>
#include <upbeat/domain/voting/ranked_set.hpp>
#include <upbeat/domain/voting/trending_score.hpp>

namespace upbeat::voting {

// The orders over an ItemTable: per kind one ranked set for each period, for trending, for trending
// 24 hours ago and for "fewest votes first". Only live items stand in them: in the sets of rolling
// periods those with a vote in the window, in the one of yesterday those with a vote by then.
// About 32 bytes for each set an item stands in, and 72 for one with votes in the last 30 days.
// An update touches up to six sets. Not thread-safe.
class Charts {
   public:
    explicit Charts(Hour hour) : hour_{hour}, epoch_{TrendingEpoch::at(hour)} {}

    Hour hour() const { return hour_; }
    TrendingEpoch epoch() const { return epoch_; }

    // A live item's tally and cells change between release() and settle(); the cells by shift().
    // `earliest` is the earliest hour that changes. Nothing may be asked in between.
    void release(ItemTable const& items, Slot slot, Hour earliest);
    void shift(ItemTable& items, Slot slot, HourlyCell const& delta);
    void settle(ItemTable const& items, Slot slot, Hour earliest);

    // A live item enters all its orders, or leaves them, as when its facts change.
    void admit(ItemTable& items, Slot slot);
    void dismiss(ItemTable const& items, Slot slot);

    // Moves the windows to a later hour; touches only the items whose hours enter or leave one.
    void advance(ItemTable& items, Hour hour);
    // Everything anew from tallies and cells.
    void rebuild(ItemTable& items, Hour hour);

    ChartTable chart(ItemTable const& items, Period period, ChartFilter const& filter) const;
    std::vector<TrendingRow> trending(ItemTable const& items, ItemKind kind, std::size_t limit)
        const;
    // Counted from 1, among live items of its kind, all time; nothing for items that are not live.
    std::optional<std::int64_t> rank(ItemTable const& items, Slot slot) const;
    // A page of all live items of a kind.
    std::vector<Slot> slice(
        ItemTable const& items, ItemKind kind, Order order, std::size_t offset, std::size_t count
    ) const;
    // Whether item a stands before item b in that order.
    bool before(ItemTable const& items, Order order, Slot a, Slot b) const;

    WindowTally window(ItemTable const& items, Period period, Slot slot) const;
    std::size_t live(ItemKind kind) const { return set(kind, kFewest).size(); }
    RankedSet const& fewest_votes(ItemKind kind) const { return set(kind, kFewest); }

    std::uint64_t digest(ItemTable const& items) const;

   private:
    friend class ChartWalk;

    // In the order of Period, then the others.
    enum SetName : std::size_t {
        kDaily,
        kWeekly,
        kMonthly,
        kAlltime,
        kTrending,
        kYesterday,
        kFewest
    };
    static constexpr std::size_t kSets = 7;
    static constexpr std::size_t kWindows = 3;
    static constexpr std::uint32_t kNoWindows = 0xffff'ffffU;

    struct Ties {
        Charts const* charts;
        ItemTable const* items;
        Period period;
    };
    using Windows = std::array<WindowTally, kWindows>;

    RankedSet const& set(ItemKind kind, std::size_t name) const
    {
        return sets_[static_cast<std::size_t>(kind)][name];
    }
    RankedSet& set(ItemKind kind, std::size_t name)
    {
        return sets_[static_cast<std::size_t>(kind)][name];
    }

    static bool by_period(void const* ties, Slot a, Slot b);
    static bool by_age(void const* ties, Slot a, Slot b);
    static bool by_slot(void const* ties, Slot a, Slot b);
    static TieBreak tie_break(Ties const& ties, std::size_t name);

    // The key of a slot in a set; nothing if it does not belong there.
    std::optional<RankKey> key(ItemTable const& items, Slot slot, std::size_t name) const;
    void insert(ItemTable const& items, Slot slot, std::size_t name);
    void erase(ItemTable const& items, Slot slot, std::size_t name);
    bool reaches_yesterday(Hour hour) const { return hour <= hour_ - 24; }

    Windows& windows(Slot slot);
    void drop_windows(Slot slot);
    void derive(ItemTable& items, Slot slot);
    void expect(Slot slot, Hour hour);
    std::vector<Slot> expected(Hour hour);
    void step(ItemTable& items);
    void leave_window(ItemTable const& items, std::size_t name, Hour hour);
    void enter_yesterday(ItemTable& items, Hour hour);

    std::vector<Slot> top_slice(
        ItemTable const& items, ItemKind kind, std::size_t offset, std::size_t count
    ) const;
    std::optional<std::vector<Slot>> labelled_order(
        ItemTable const& items, Period period, std::optional<ItemKind> kind, Label genre
    ) const;
    ChartRow row(ItemTable const& items, Period period, Slot slot) const;
    void list(
        ChartTable& table, ItemTable const& items, std::vector<Slot> const& slots, std::size_t limit
    ) const;

    Hour hour_;
    TrendingEpoch epoch_;
    std::array<std::array<RankedSet, kSets>, 2> sets_{};
    std::vector<Windows> windows_;
    std::vector<std::uint32_t> free_windows_;
    std::vector<std::uint32_t> window_of_;
    // Which items have a cell in an hour of the last 30 days, by hour modulo the size.
    std::array<std::vector<Slot>, 1024> calendar_{};
};

}  // namespace upbeat::voting

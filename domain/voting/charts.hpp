#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <upbeat/domain/voting/chart.hpp>
#include <upbeat/domain/voting/item_table.hpp>
#include <upbeat/domain/voting/ranked_set.hpp>
#include <upbeat/domain/voting/trending_score.hpp>

namespace upbeat::voting {

class Charts;

// The orders that the charts keep. The first four are those of Period.
enum class OrderName : unsigned char {
    daily,
    weekly,
    monthly,
    alltime,
    trending,
    yesterday,
    fewest
};
inline constexpr std::size_t kOrders = 7;

// One order as it stands at an hour, for reading its ranked set: it says what the keys of the set's
// members are. Refers to the items; the source() refers to the view.
class OrderView {
   public:
    OrderView(Charts const& charts, ItemTable const& items, OrderName name, Hour hour)
        : charts_{&charts}, items_{&items}, name_{name}, hour_{hour}
    {
    }

    RankSource source() const { return {this, &key_of, &precedes}; }
    RankKey key(Slot slot) const;

   private:
    static RankKey key_of(void const* view, Slot slot);
    static bool precedes(void const* view, Slot a, Slot b);

    Charts const* charts_;
    ItemTable const* items_;
    OrderName name_;
    Hour hour_;
};

// The orders over an ItemTable: per kind one ranked set for each period, for trending, for trending
// 24 hours ago and for "fewest votes first". Only live items stand in them: in the sets of rolling
// periods those with a vote in the window, in the one of yesterday those with a vote by then.
// Windows are sums over an item's hourly cells, so that nothing an item holds hangs on the hour:
// the orders of the next hour can stand ready beside those of this one. About 10 bytes for each set
// an item stands in. Not thread-safe.
class Charts {
   public:
    explicit Charts(Hour hour);

    Hour hour() const { return hour_; }
    TrendingEpoch epoch() const { return epoch_; }

    // After these, settle() must come before anything is read; each item moves once, however many
    // of its votes came. A live item's counts have changed:
    void touch(ItemTable& items, Slot slot);
    // And its cells, by `delta`.
    void shift(ItemTable& items, Slot slot, HourlyCell const& delta);
    void settle(ItemTable& items);

    // A live item enters all its orders, or leaves them, as when its facts change.
    void admit(ItemTable& items, Slot slot);
    void dismiss(Slot slot, ItemKind kind);

    // Moves the windows to a later hour. At once if the orders of that hour stand ready; otherwise
    // they are made here, which at a million items takes most of a second.
    void advance(ItemTable& items, Hour hour);
    // Makes the orders of the next hour, from at most so many items a call, in pieces of about a
    // microsecond an item. True when they stand ready; what changes meanwhile is kept up to date.
    bool prepare_next(ItemTable const& items, std::size_t most);
    bool next_is_ready(ItemTable const& items) const;
    // Orders that are not needed any more: for whoever has the time to free them.
    std::shared_ptr<void> take_spent();
    // How to run work that may run on several threads at once: calls it on as many as there are.
    using Spread = std::function<void(std::function<void()> const& work)>;

    // Everything anew from tallies and cells; each order is a piece of work.
    void rebuild(ItemTable& items, Hour hour, Spread const& spread = {});

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
    // What the trending score was 24 hours ago.
    double trending_before(ItemTable const& items, Slot slot) const;
    std::size_t live(ItemKind kind) const { return set(kind, OrderName::fewest).size(); }

    // One order; read it with the view's source.
    RankedSet const& set(ItemKind kind, OrderName name) const
    {
        return sets_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(name)];
    }
    OrderView view(ItemTable const& items, OrderName name) const
    {
        return {*this, items, name, hour_};
    }

    std::uint64_t digest(ItemTable const& items) const;
    // What the orders have allocated.
    std::size_t bytes() const;

   private:
    friend class OrderView;

    using Sets = std::array<RankedSet, kOrders>;
    using PerKind = std::array<Sets, 2>;

    // The orders that hang on the hour, for the one to come.
    struct Next {
        PerKind sets;
        Slot done = 0;  // slots below it are in
    };

    static Sets empty_sets();
    // The key of a slot in an order at an hour; nothing if it does not belong there.
    std::optional<RankKey> key(ItemTable const& items, Slot slot, OrderName name, Hour hour) const;
    void place(RankedSet& set, ItemTable const& items, Slot slot, OrderName name, Hour hour) const;
    void place_by_hour(
        Sets& sets, ItemTable const& items, Slot slot, Hour hour, bool with_yesterday
    ) const;
    void withdraw_touched(ItemTable const& items);
    void derive(ItemTable& items, Slot slot) const;
    void fill(PerKind& sets, ItemTable const& items, Hour hour, bool all, Spread const& spread)
        const;
    void fill_one(
        RankedSet& set,
        ItemTable const& items,
        std::vector<Slot> const& live,
        OrderName name,
        Hour hour
    ) const;

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
    PerKind sets_;
    std::unique_ptr<Next> next_;
    std::shared_ptr<void> spent_;
    std::vector<Slot> touched_;
};

}  // namespace upbeat::voting

#include <upbeat/domain/voting/charts.hpp>

#include <algorithm>
#include <atomic>
#include <utility>

#include <upbeat/domain/voting/chart_walk.hpp>
#include <upbeat/domain/voting/digest.hpp>

namespace upbeat::voting {
namespace {

constexpr Hour kDay = 24;
constexpr std::array kByHour{
    OrderName::daily, OrderName::weekly, OrderName::monthly, OrderName::yesterday
};

constexpr OrderName order_name(std::size_t index)
{
    return static_cast<OrderName>(index);
}

constexpr std::size_t index_of(OrderName name)
{
    return static_cast<std::size_t>(name);
}

bool hangs_on_hour(OrderName name)
{
    return std::ranges::find(kByHour, name) != kByHour.end();
}

}  // namespace

Charts::Charts(Hour hour)
    : hour_{hour}, epoch_{TrendingEpoch::at(hour)}, sets_{empty_sets(), empty_sets()}
{
}

// In the orders of periods the items that reach the usual number of votes stand in blocks of their
// own.
Charts::Sets Charts::empty_sets()
{
    Sets sets;
    for (std::size_t name = 0; name <= index_of(OrderName::alltime); ++name) {
        sets[name] = RankedSet{ChartWalk::kQualified, RankedSet::Blocks::coarse};
    }
    sets[index_of(OrderName::alltime)] =
        RankedSet{ChartWalk::kQualified, RankedSet::Blocks::sorted};
    sets[index_of(OrderName::yesterday)] = RankedSet{0, RankedSet::Blocks::sorted};
    return sets;
}

void Charts::touch(ItemTable& items, Slot slot)
{
    auto& record = items[slot];
    if (!record.touched) {
        record.touched = true;
        touched_.push_back(slot);
    }
}

void Charts::shift(ItemTable& items, Slot slot, HourlyCell const& delta)
{
    touch(items, slot);
    auto& record = items[slot];
    auto const first = record.cells.empty();
    auto const newest = first ? delta.hour : record.cells.last_hour();
    record.cells.apply(delta);
    record.touched_old = record.touched_old || delta.hour <= hour_ + 1 - kDay;
    if (delta.hour < newest || record.cells.empty() || record.cells.last_hour() != delta.hour) {
        derive(items, slot);
        return;
    }
    // The usual case: all but the last term of the sum is as it was.
    if (newest < delta.hour) {
        record.trending_prefix = record.trending;
    }
    record.trending = record.trending_prefix + epoch_.score(record.cells.last());
}

// The trending score from scratch.
void Charts::derive(ItemTable& items, Slot slot) const
{
    auto& record = items[slot];
    record.trending = 0;
    record.trending_prefix = 0;
    if (!record.cells.empty()) {
        record.trending_prefix = epoch_.score(record.cells.up_to(record.cells.last_hour() - 1));
        record.trending = record.trending_prefix + epoch_.score(record.cells.last());
    }
}

void Charts::settle(ItemTable& items)
{
    withdraw_touched(items);
    for (auto const slot : touched_) {
        auto& record = items[slot];
        auto const old = record.touched_old;
        record.touched = false;
        record.touched_old = false;
        if (!record.live()) {
            continue;
        }
        auto& sets = sets_[static_cast<std::size_t>(record.kind)];
        for (auto const name : {OrderName::alltime, OrderName::trending, OrderName::fewest}) {
            place(sets[index_of(name)], items, slot, name, hour_);
        }
        place_by_hour(sets, items, slot, hour_, old);
        if (next_ && slot < next_->done) {
            auto& next = next_->sets[static_cast<std::size_t>(record.kind)];
            place_by_hour(next, items, slot, hour_ + 1, old);
        }
    }
    touched_.clear();
}

// A sorted order cannot compare with members whose keys have changed.
void Charts::withdraw_touched(ItemTable const& items)
{
    for (auto const slot : touched_) {
        auto const& record = items[slot];
        auto const kind = static_cast<std::size_t>(record.kind);
        sets_[kind][index_of(OrderName::alltime)].remove(slot);
        if (record.touched_old) {
            sets_[kind][index_of(OrderName::yesterday)].remove(slot);
            if (next_) {
                next_->sets[kind][index_of(OrderName::yesterday)].remove(slot);
            }
        }
    }
}

void Charts::place(RankedSet& set, ItemTable const& items, Slot slot, OrderName name, Hour hour)
    const
{
    OrderView const view{*this, items, name, hour};
    if (auto const place = key(items, slot, name, hour)) {
        set.update(*place, view.source());
    } else {
        set.remove(slot);
    }
}

// The order of yesterday does not know today's votes.
void Charts::place_by_hour(
    Sets& sets, ItemTable const& items, Slot slot, Hour hour, bool with_yesterday
) const
{
    for (auto const name : kByHour) {
        if (name != OrderName::yesterday || with_yesterday) {
            place(sets[index_of(name)], items, slot, name, hour);
        }
    }
}

void Charts::admit(ItemTable& items, Slot slot)
{
    derive(items, slot);
    touch(items, slot);
    items[slot].touched_old = true;
}

void Charts::dismiss(Slot slot, ItemKind kind)
{
    for (auto& set : sets_[static_cast<std::size_t>(kind)]) {
        set.remove(slot);
    }
    if (next_) {
        for (auto& set : next_->sets[static_cast<std::size_t>(kind)]) {
            set.remove(slot);
        }
    }
}

void Charts::advance(ItemTable& items, Hour hour)
{
    if (hour <= hour_) {
        return;
    }
    if (TrendingEpoch::at(hour) != epoch_) {
        rebuild(items, hour);
        return;
    }
    settle(items);
    if (hour == hour_ + 1 && next_) {
        prepare_next(items, items.size());
        for (std::size_t kind = 0; kind < sets_.size(); ++kind) {
            for (auto const name : kByHour) {
                std::swap(sets_[kind][index_of(name)], next_->sets[kind][index_of(name)]);
            }
        }
        spent_ = std::shared_ptr<Next>{std::move(next_)};
    } else {
        fill(sets_, items, hour, false, {});
        next_.reset();
    }
    hour_ = hour;
}

bool Charts::prepare_next(ItemTable const& items, std::size_t most)
{
    if (!next_) {
        next_ = std::make_unique<Next>(Next{{empty_sets(), empty_sets()}});
    }
    for (; most > 0 && next_->done < items.size(); --most, ++next_->done) {
        auto const& record = items[next_->done];
        if (record.live() && !record.cells.empty()) {
            auto& sets = next_->sets[static_cast<std::size_t>(record.kind)];
            place_by_hour(sets, items, next_->done, hour_ + 1, true);
        }
    }
    return next_is_ready(items);
}

bool Charts::next_is_ready(ItemTable const& items) const
{
    return next_ && next_->done >= items.size();
}

std::shared_ptr<void> Charts::take_spent()
{
    return std::exchange(spent_, nullptr);
}

void Charts::rebuild(ItemTable& items, Hour hour, Spread const& spread)
{
    hour_ = hour;
    epoch_ = TrendingEpoch::at(hour);
    next_.reset();
    for (auto const slot : touched_) {
        items[slot].touched = false;
        items[slot].touched_old = false;
    }
    touched_.clear();
    for (Slot slot = 0; slot < items.size(); ++slot) {
        if (items[slot].live()) {
            derive(items, slot);
        }
    }
    fill(sets_, items, hour, true, spread);
}

// Makes orders at once: all, or those that hang on the hour. Each is sorted by itself, so that
// several threads can share the work.
void Charts::fill(PerKind& sets, ItemTable const& items, Hour hour, bool all, Spread const& spread)
    const
{
    std::array<std::vector<Slot>, 2> live;
    for (Slot slot = 0; slot < items.size(); ++slot) {
        if (items[slot].live()) {
            live[static_cast<std::size_t>(items[slot].kind)].push_back(slot);
        }
    }
    std::atomic<std::size_t> next{0};
    auto const work = [&] {
        for (auto task = next.fetch_add(1); task < 2 * kOrders; task = next.fetch_add(1)) {
            auto const kind = task / kOrders;
            auto const name = order_name(task % kOrders);
            if (all || hangs_on_hour(name)) {
                fill_one(sets[kind][index_of(name)], items, live[kind], name, hour);
            }
        }
    };
    if (spread) {
        spread(work);
    } else {
        work();
    }
}

void Charts::fill_one(
    RankedSet& set, ItemTable const& items, std::vector<Slot> const& live, OrderName name, Hour hour
) const
{
    std::vector<RankKey> keys;
    keys.reserve(live.size());
    for (auto const slot : live) {
        if (auto const place = key(items, slot, name, hour)) {
            keys.push_back(*place);
        }
    }
    OrderView const view{*this, items, name, hour};
    set.assign(std::move(keys), view.source());
}

std::uint64_t Charts::digest(ItemTable const& items) const
{
    Digest digest;
    digest.add(hour_);
    for (auto const kind : {ItemKind::track, ItemKind::tool}) {
        for (std::size_t index = 0; index < kOrders; ++index) {
            auto const name = order_name(index);
            auto const order = view(items, name);
            std::uint64_t unordered = 0;
            digest.add(std::uint64_t{set(kind, name).size()});
            for (auto at = set(kind, name).from(0, order.source()); !at.done(); at.next()) {
                auto const num = items[at.key().slot].num.value;
                // Slots break ties in the last set, and differ between nodes.
                if (name == OrderName::fewest) {
                    unordered += Digest{}.add(num).add(at.key().major).value();
                } else {
                    digest.add(num).add(at.key().major).add(at.key().score);
                }
            }
            digest.add(unordered);
        }
    }
    return digest.value();
}

std::size_t Charts::bytes() const
{
    std::size_t sum = touched_.capacity() * sizeof(Slot);
    auto const add = [&sum](PerKind const& sets) {
        for (auto const& kind : sets) {
            for (auto const& set : kind) {
                sum += set.bytes();
            }
        }
    };
    add(sets_);
    if (next_) {
        add(next_->sets);
    }
    return sum;
}

}  // namespace upbeat::voting

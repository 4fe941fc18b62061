#include <algorithm>
#include <iterator>

#include <upbeat/domain/voting/chart_walk.hpp>
#include <upbeat/domain/voting/charts.hpp>

namespace upbeat::voting {
namespace {

// Above this, walking the order and skipping costs less than sorting the label's items.
constexpr std::size_t kSortable = 8192;
// How far a chart with an unusual min_votes looks for items that reach it.
constexpr std::size_t kPatience = 50'000;

// Takes items in order and keeps those that reach the number of votes apart from the others.
struct Sieve {
    std::int64_t min_votes;
    std::vector<Slot> reaching{};
    std::vector<Slot> others{};

    bool full() const { return reaching.size() >= kChartSize; }

    void take(Slot slot, WindowTally const& votes)
    {
        auto& side = votes.verified() >= min_votes ? reaching : others;
        if (side.size() < kChartSize) {
            side.push_back(slot);
        }
    }
};

bool wanted(ItemRecord const& record, std::optional<Label> genre)
{
    return !genre || record.labels[static_cast<std::size_t>(Facet::genre)] == *genre;
}

}  // namespace

ChartRow Charts::row(ItemTable const& items, Period period, Slot slot) const
{
    auto const& record = items[slot];
    return {
        .item = record.num,
        .kind = record.kind,
        .votes = window(items, period, slot),
        .alltime_score = record.tally.score(),
    };
}

ChartTable Charts::chart(ItemTable const& items, Period period, ChartFilter const& filter) const
{
    ChartTable table{.period = period, .min_votes = filter.min_votes};
    if (period != Period::alltime) {
        table.window_start = start_of_hour(hour_ - hours_in(period) + 1);
    }
    auto const genre = filter.genre ? items.label(*filter.genre) : std::nullopt;
    if (filter.genre && !genre) {
        return table;  // no item ever had it
    }
    Sieve sieve{filter.min_votes};
    if (auto small = genre ? labelled_order(items, period, filter.kind, *genre) : std::nullopt) {
        for (auto const slot : *small) {
            sieve.take(slot, window(items, period, slot));
        }
    } else {
        auto const usual = filter.min_votes == kDefaultMinVotes;
        auto const drain = [&](Section section) {
            ChartWalk walk{*this, items, period, filter.kind, section};
            auto left = kPatience;
            while (left-- > 0 && !sieve.full()) {
                auto const slot = walk.next();
                if (!slot) {
                    return;
                }
                if (wanted(items[*slot], genre)) {
                    sieve.take(*slot, window(items, period, *slot));
                }
                if (usual && sieve.others.size() == kChartSize) {
                    return;  // the reaching ones were all in the first section
                }
            }
        };
        drain(usual ? Section::qualified : Section::both);
        if (usual && !sieve.full()) {
            drain(Section::others);
        }
    }
    table.qualified = static_cast<std::int64_t>(sieve.reaching.size());
    list(table, items, sieve.reaching, filter.limit);
    if (!sieve.full()) {
        auto const provisional = table.rows.size();
        list(table, items, sieve.others, filter.limit);
        for (auto at = provisional; at < table.rows.size(); ++at) {
            table.rows[at].provisional = true;
        }
    }
    return table;
}

void Charts::list(
    ChartTable& table, ItemTable const& items, std::vector<Slot> const& slots, std::size_t limit
) const
{
    for (auto const slot : slots) {
        if (table.rows.size() == std::min(limit, kChartSize)) {
            return;
        }
        auto& line = table.rows.emplace_back(row(items, table.period, slot));
        line.rank = static_cast<std::int64_t>(table.rows.size());
    }
}

// The items of a rare genre in the order of a period; nothing if there are too many to sort.
std::optional<std::vector<Slot>> Charts::labelled_order(
    ItemTable const& items, Period period, std::optional<ItemKind> kind, Label genre
) const
{
    auto const name = static_cast<OrderName>(period);
    std::vector<RankKey> keys;
    for (auto const each : {ItemKind::track, ItemKind::tool}) {
        if (kind && *kind != each) {
            continue;
        }
        auto const& listed = items.labelled(each, Facet::genre, genre);
        if (keys.size() + listed.size() > kSortable) {
            return std::nullopt;
        }
        for (auto const slot : listed) {
            if (auto const place = key(items, slot, name, hour_)) {
                keys.push_back(ChartWalk::pure(*place));
            }
        }
    }
    auto const order = view(items, name);
    auto const source = order.source();
    std::ranges::sort(keys, [&](RankKey const& a, RankKey const& b) {
        return source.before(a, b);
    });
    std::vector<Slot> slots;
    std::ranges::transform(keys, std::back_inserter(slots), &RankKey::slot);
    return slots;
}

std::vector<TrendingRow> Charts::trending(ItemTable const& items, ItemKind kind, std::size_t limit)
    const
{
    auto const now = view(items, OrderName::trending);
    auto const& yesterday = set(kind, OrderName::yesterday);
    std::vector<TrendingRow> rows;
    for (auto at = set(kind, OrderName::trending).from(0, now.source());
         !at.done() && rows.size() < limit;
         at.next()) {
        auto const slot = at.key().slot;
        auto const rank = static_cast<std::int64_t>(rows.size()) + 1;
        auto& line = rows.emplace_back(TrendingRow{.item = items[slot].num, .kind = kind});
        line.rank = rank;
        line.votes = window(items, Period::alltime, slot);
        line.trend = window(items, Period::daily, slot).score();
        if (yesterday.contains(slot)) {
            line.rank_change = static_cast<std::int64_t>(yesterday.rank_of(slot)) + 1 - rank;
        }
    }
    return rows;
}

std::optional<std::int64_t> Charts::rank(ItemTable const& items, Slot slot) const
{
    if (!items[slot].live()) {
        return std::nullopt;
    }
    auto const& order = set(items[slot].kind, OrderName::alltime);
    auto const all = view(items, OrderName::alltime);
    // Its place in its own section, and how many of the other section come before it.
    auto const qualified = order.count_from(ChartWalk::kQualified, all.source());
    auto probe = all.key(slot);
    probe.major ^= ChartWalk::kQualified;
    auto const place = order.rank_of(slot) + order.rank(probe, all.source()) - qualified;
    return static_cast<std::int64_t>(place) + 1;
}

std::vector<Slot> Charts::slice(
    ItemTable const& items, ItemKind kind, Order order, std::size_t offset, std::size_t count
) const
{
    if (order == Order::top) {
        return top_slice(items, kind, offset, count);
    }
    std::vector<Slot> slots;
    if (order == Order::trending) {
        auto const now = view(items, OrderName::trending);
        for (auto at = set(kind, OrderName::trending).from(offset, now.source());
             !at.done() && slots.size() < count;
             at.next()) {
            slots.push_back(at.key().slot);
        }
        return slots;
    }
    // Most votes first: the set of fewest votes, from its end.
    auto const& fewest = set(kind, OrderName::fewest);
    auto const votes = view(items, OrderName::fewest);
    auto const end = fewest.size() - std::min(offset, fewest.size());
    auto const begin = end - std::min(count, end);
    for (auto at = fewest.from(begin, votes.source()); slots.size() < end - begin; at.next()) {
        slots.push_back(at.key().slot);
    }
    std::ranges::reverse(slots);
    return slots;
}

// A page of two sorted runs: first how many of the items before it come from the first run, by
// bisection, then a merge.
std::vector<Slot> Charts::top_slice(
    ItemTable const& items, ItemKind kind, std::size_t offset, std::size_t count
) const
{
    auto const& order = set(kind, OrderName::alltime);
    auto const all = view(items, OrderName::alltime);
    auto const source = all.source();
    auto const first = order.count_from(ChartWalk::kQualified, source);
    auto const second = order.size() - first;
    auto const earlier = [&](RankKey const& a, RankKey const& b) {
        return source.before(ChartWalk::pure(a), ChartWalk::pure(b));
    };
    auto low = offset > second ? offset - second : 0;
    auto high = std::min(offset, first);
    if (offset >= order.size()) {
        return {};
    }
    while (low < high) {
        auto const taken = low + (high - low) / 2;
        if (earlier(order.at(taken, source), order.at(first + offset - taken - 1, source))) {
            low = taken + 1;
        } else {
            high = taken;
        }
    }
    auto a = order.from(low, source);
    auto b = order.from(first + offset - low, source);
    auto left_a = first - low;
    auto left_b = second - (offset - low);
    std::vector<Slot> slots;
    while (slots.size() < count && (left_a > 0 || left_b > 0)) {
        auto const from_a = left_b == 0 || (left_a > 0 && earlier(a.key(), b.key()));
        slots.push_back(from_a ? a.key().slot : b.key().slot);
        from_a ? a.next() : b.next();
        --(from_a ? left_a : left_b);
    }
    return slots;
}

bool Charts::before(ItemTable const& items, Order order, Slot a, Slot b) const
{
    auto const all = view(items, OrderName::alltime);
    auto const& left = items[a];
    auto const& right = items[b];
    if (order == Order::trending && left.trending != right.trending) {
        return left.trending > right.trending;
    }
    if (order == Order::votes && left.tally.total() != right.tally.total()) {
        return left.tally.total() > right.tally.total();
    }
    return all.source().before(ChartWalk::pure(all.key(a)), ChartWalk::pure(all.key(b)));
}

}  // namespace upbeat::voting

#include <algorithm>

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
    std::vector<Slot> slots;
    for (auto const each : {ItemKind::track, ItemKind::tool}) {
        if (kind && *kind != each) {
            continue;
        }
        auto const& listed = items.labelled(each, Facet::genre, genre);
        if (slots.size() + listed.size() > kSortable) {
            return std::nullopt;
        }
        std::ranges::copy_if(listed, std::back_inserter(slots), [&](Slot slot) {
            return period == Period::alltime || !window(items, period, slot).empty();
        });
    }
    Ties const ties{this, &items, period};
    std::ranges::sort(slots, [&](Slot a, Slot b) { return by_period(&ties, a, b); });
    return slots;
}

std::vector<TrendingRow> Charts::trending(ItemTable const& items, ItemKind kind, std::size_t limit)
    const
{
    Ties const ties{this, &items, Period::alltime};
    std::vector<TrendingRow> rows;
    for (auto at = set(kind, kTrending).from(0); !at.done() && rows.size() < limit; at.next()) {
        auto const slot = at.key().slot;
        auto const rank = static_cast<std::int64_t>(rows.size()) + 1;
        auto& line = rows.emplace_back(TrendingRow{.item = items[slot].num, .kind = kind});
        line.rank = rank;
        line.votes = window(items, Period::alltime, slot);
        line.trend = window(items, Period::daily, slot).score();
        if (auto const then = key(items, slot, kYesterday)) {
            auto const place = set(kind, kYesterday).rank(*then, tie_break(ties, kYesterday));
            line.rank_change = static_cast<std::int64_t>(place) + 1 - rank;
        }
    }
    return rows;
}

std::optional<std::int64_t> Charts::rank(ItemTable const& items, Slot slot) const
{
    if (!items[slot].live()) {
        return std::nullopt;
    }
    auto const& order = set(items[slot].kind, kAlltime);
    Ties const ties{this, &items, Period::alltime};
    auto const tie = tie_break(ties, kAlltime);
    auto const split = ChartWalk::qualified(order);
    auto probe = ChartWalk::pure(*key(items, slot, kAlltime));
    auto const others = order.rank(probe, tie) - split;
    probe.major |= std::uint64_t{1} << 63U;
    return static_cast<std::int64_t>(order.rank(probe, tie) + others) + 1;
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
        for (auto at = set(kind, kTrending).from(offset); !at.done() && slots.size() < count;
             at.next()) {
            slots.push_back(at.key().slot);
        }
        return slots;
    }
    // Most votes first: the set of fewest votes, from its end.
    auto const& fewest = set(kind, kFewest);
    for (auto place = offset; place < fewest.size() && slots.size() < count; ++place) {
        slots.push_back(fewest.at(fewest.size() - 1 - place).slot);
    }
    return slots;
}

// A page of two sorted runs: first how many of the items before it come from the first run, by
// bisection, then a merge.
std::vector<Slot> Charts::top_slice(
    ItemTable const& items, ItemKind kind, std::size_t offset, std::size_t count
) const
{
    auto const& order = set(kind, kAlltime);
    Ties const ties{this, &items, Period::alltime};
    auto const first = ChartWalk::qualified(order);
    auto const second = order.size() - first;
    auto const earlier = [&](std::size_t a, std::size_t b) {
        return by_period(&ties, order.at(a).slot, order.at(first + b).slot);
    };
    auto low = offset > second ? offset - second : 0;
    auto high = std::min(offset, first);
    if (offset >= order.size()) {
        return {};
    }
    while (low < high) {
        auto const taken = low + (high - low) / 2;
        if (earlier(taken, offset - taken - 1)) {
            low = taken + 1;
        } else {
            high = taken;
        }
    }
    auto a = low;
    auto b = offset - low;
    std::vector<Slot> slots;
    while (slots.size() < count && (a < first || b < second)) {
        auto const from_first = b == second || (a < first && earlier(a, b));
        slots.push_back(order.at(from_first ? a++ : first + b++).slot);
    }
    return slots;
}

bool Charts::before(ItemTable const& items, Order order, Slot a, Slot b) const
{
    Ties const ties{this, &items, Period::alltime};
    auto const& left = items[a];
    auto const& right = items[b];
    if (order == Order::trending && left.trending != right.trending) {
        return left.trending > right.trending;
    }
    if (order == Order::votes && left.tally.total() != right.tally.total()) {
        return left.tally.total() > right.tally.total();
    }
    return by_period(&ties, a, b);
}

}  // namespace upbeat::voting

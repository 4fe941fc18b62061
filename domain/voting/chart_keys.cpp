#include <algorithm>
#include <bit>
#include <chrono>

#include <upbeat/domain/voting/charts.hpp>

namespace upbeat::voting {
namespace {

// Items that reach the usual number of votes come first, so that a chart reads one run of keys.
std::uint64_t major_of(std::int64_t weighted, bool qualified)
{
    constexpr std::uint64_t kZero = std::uint64_t{1} << 62U;
    auto const shifted = kZero + static_cast<std::uint64_t>(weighted);
    return shifted | (qualified ? std::uint64_t{1} << 63U : 0U);
}

// Doubles in the order of their bits.
std::uint64_t major_of(double value)
{
    auto const bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
    constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
    return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

// Seconds of age at the end of the 21st century: greater for the older of two items.
std::uint32_t age_of(ItemRecord const& record)
{
    constexpr std::int64_t kMost = 0xffff'ffff;
    auto const seconds = std::chrono::floor<std::chrono::seconds>(record.created_at);
    return static_cast<std::uint32_t>(
        kMost - std::clamp<std::int64_t>(seconds.time_since_epoch().count(), 0, kMost)
    );
}

// Trending compares items of one score by their votes of all time. Most of those have none, so the
// key tells whether an item stands above, among or below the items without votes.
RankKey trending_key(ItemRecord const& record, Slot slot)
{
    auto const& tally = record.tally;
    auto const votes = std::array{tally.weighted, tally.score(), tally.total()};
    auto const first = std::ranges::find_if(votes, [](std::int64_t value) { return value != 0; });
    auto const side = first == votes.end() ? 0 : *first > 0 ? 1 : -1;
    return {major_of(record.trending), side, 0, side == 0 ? age_of(record) : 0, slot};
}

WindowTally as_window(Tally const& tally)
{
    return {tally.up, tally.down, tally.guests, tally.weighted};
}

}  // namespace

bool Charts::by_period(void const* context, Slot a, Slot b)
{
    auto const& ties = *static_cast<Ties const*>(context);
    auto const left = ties.charts->window(*ties.items, ties.period, a);
    auto const right = ties.charts->window(*ties.items, ties.period, b);
    if (left.weighted != right.weighted) {
        return left.weighted > right.weighted;
    }
    if (left.score() != right.score()) {
        return left.score() > right.score();
    }
    if (left.total() != right.total()) {
        return left.total() > right.total();
    }
    return by_age(context, a, b);
}

bool Charts::by_age(void const* context, Slot a, Slot b)
{
    auto const& items = *static_cast<Ties const*>(context)->items;
    if (items[a].created_at != items[b].created_at) {
        return items[a].created_at < items[b].created_at;
    }
    return items.id(a) < items.id(b);
}

bool Charts::by_slot(void const* /*ties*/, Slot a, Slot b)
{
    return a < b;
}

TieBreak Charts::tie_break(Ties const& ties, std::size_t name)
{
    switch (name) {
        case kYesterday: return {&ties, &by_age};
        case kFewest: return {&ties, &by_slot};
        default: return {&ties, &by_period};
    }
}

WindowTally Charts::window(ItemTable const& items, Period period, Slot slot) const
{
    if (period == Period::alltime) {
        return as_window(items[slot].tally);
    }
    if (slot >= window_of_.size() || window_of_[slot] == kNoWindows) {
        return {};
    }
    return windows_[window_of_[slot]][static_cast<std::size_t>(period)];
}

std::optional<RankKey> Charts::key(ItemTable const& items, Slot slot, std::size_t name) const
{
    auto const& record = items[slot];
    if (name == kTrending) {
        return trending_key(record, slot);
    }
    if (name == kYesterday) {
        auto const cells = record.cells.all();
        if (cells.empty() || !reaches_yesterday(cells.front().hour)) {
            return std::nullopt;
        }
        return RankKey{major_of(record.trending_before), 0, 0, age_of(record), slot};
    }
    if (name == kFewest) {
        return RankKey{~static_cast<std::uint64_t>(record.tally.total()), 0, 0, 0, slot};
    }
    auto const votes = window(items, static_cast<Period>(name), slot);
    if (votes.empty() && name != kAlltime) {
        return std::nullopt;
    }
    return RankKey{
        major_of(votes.weighted, votes.verified() >= kDefaultMinVotes),
        static_cast<std::int32_t>(votes.score()),
        static_cast<std::uint32_t>(votes.total()),
        age_of(record),
        slot
    };
}

void Charts::insert(ItemTable const& items, Slot slot, std::size_t name)
{
    if (auto const place = key(items, slot, name)) {
        Ties const ties{this, &items, static_cast<Period>(std::min<std::size_t>(name, kAlltime))};
        set(items[slot].kind, name).insert(*place, tie_break(ties, name));
    }
}

void Charts::erase(ItemTable const& items, Slot slot, std::size_t name)
{
    if (auto const place = key(items, slot, name)) {
        Ties const ties{this, &items, static_cast<Period>(std::min<std::size_t>(name, kAlltime))};
        set(items[slot].kind, name).erase(*place, tie_break(ties, name));
    }
}

}  // namespace upbeat::voting

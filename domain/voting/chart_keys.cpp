#include <algorithm>
#include <bit>

#include <upbeat/domain/voting/chart_walk.hpp>
#include <upbeat/domain/voting/charts.hpp>

namespace upbeat::voting {
namespace {

constexpr Hour kDay = 24;

// Items that reach the usual number of votes come first, so that a chart reads one run of keys.
std::uint64_t major_of(std::int64_t weighted, bool qualified)
{
    constexpr std::uint64_t kZero = std::uint64_t{1} << 62U;
    auto const shifted = kZero + static_cast<std::uint64_t>(weighted);
    return shifted | (qualified ? ChartWalk::kQualified : 0U);
}

// Doubles in the order of their bits.
std::uint64_t major_of(double value)
{
    auto const bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
    constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
    return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

WindowTally as_window(Tally const& tally)
{
    return {tally.up, tally.down, tally.guests, tally.weighted};
}

WindowTally window_at(ItemRecord const& record, Period period, Hour hour)
{
    return period == Period::alltime ? as_window(record.tally)
                                     : record.cells.sum(hour - hours_in(period), hour);
}

RankKey period_key(WindowTally const& votes, ItemRecord const& record, Slot slot)
{
    return {
        .major = major_of(votes.weighted, votes.verified() >= kDefaultMinVotes),
        .score = static_cast<std::int32_t>(votes.score()),
        .total = static_cast<std::uint32_t>(votes.total()),
        .age = to_micros(record.created_at),
        .slot = slot
    };
}

// Trending compares items of one score by their votes of all time.
RankKey trending_key(ItemRecord const& record, Slot slot)
{
    auto const& tally = record.tally;
    return {
        .major = major_of(record.trending),
        .second = tally.weighted,
        .score = static_cast<std::int32_t>(tally.score()),
        .total = static_cast<std::uint32_t>(tally.total()),
        .age = to_micros(record.created_at),
        .slot = slot
    };
}

}  // namespace

RankKey OrderView::key(Slot slot) const
{
    return charts_->key(*items_, slot, name_, hour_).value_or(RankKey{.slot = slot});
}

RankKey OrderView::key_of(void const* view, Slot slot)
{
    return static_cast<OrderView const*>(view)->key(slot);
}

bool OrderView::precedes(void const* view, Slot a, Slot b)
{
    auto const& items = *static_cast<OrderView const*>(view)->items_;
    return items.id(a) < items.id(b);
}

WindowTally Charts::window(ItemTable const& items, Period period, Slot slot) const
{
    return items[slot].live() || period == Period::alltime ? window_at(items[slot], period, hour_)
                                                           : WindowTally{};
}

double Charts::trending_before(ItemTable const& items, Slot slot) const
{
    return epoch_.score(items[slot].cells.up_to(hour_ - kDay));
}

std::optional<RankKey> Charts::key(ItemTable const& items, Slot slot, OrderName name, Hour hour)
    const
{
    auto const& record = items[slot];
    switch (name) {
        case OrderName::trending: return trending_key(record, slot);
        case OrderName::fewest:
            return RankKey{
                .major = ~static_cast<std::uint64_t>(record.tally.total()),
                .age = slot,
                .slot = slot
            };
        case OrderName::yesterday:
            if (record.cells.empty() || record.cells.first_hour() > hour - kDay) {
                return std::nullopt;
            }
            return RankKey{
                .major = major_of(epoch_.score(record.cells.up_to(hour - kDay))),
                .age = to_micros(record.created_at),
                .slot = slot
            };
        default: break;
    }
    auto const period = static_cast<Period>(name);
    auto const votes = window_at(record, period, hour);
    if (votes.empty() && period != Period::alltime) {
        return std::nullopt;
    }
    return period_key(votes, record, slot);
}

}  // namespace upbeat::voting

#include <algorithm>
#include <limits>

#include <upbeat/domain/voting/chart_history.hpp>
#include <upbeat/domain/voting/hour_factors.hpp>
#include <upbeat/domain/voting/past_cells.hpp>

namespace upbeat::voting {
namespace {

// Votes that a seal saves adding up, at least.
constexpr std::size_t kSealed = 16;
constexpr auto kEndOfTime = Timestamp::max();

Timestamp change_of(PastVote const& vote)
{
    auto const delay = std::chrono::microseconds{static_cast<std::int64_t>(vote.delay)};
    return start_of_hour(static_cast<Hour>(vote.hour)) + delay;
}

}  // namespace

void ChartHistory::seal_first_run()
{
    auto const& run = runs_.front();
    std::uint32_t newest = 0;
    for (auto const& vote : run.votes) {
        newest = std::max<std::uint32_t>(newest, vote.hour);
    }
    HourFactors const factors{static_cast<Hour>(newest)};
    epoch_ = factors.epoch();
    seals_.clear();
    seals_.reserve(run.votes.size() / kSealed);
    seal_begins_.assign(1, 0);
    for (Place place = 0; place + std::size_t{1} < run.begins.size(); ++place) {
        auto const votes = run.of(place);
        Seal seal;
        std::size_t sealed = 0;
        for (std::size_t next = 0; next < votes.size();) {
            auto const begin = next;
            while (next < votes.size() && votes[next].hour == votes[begin].hour) {
                seal.latest = std::max(seal.latest, change_of(votes[next++]));
            }
            seal.hour = static_cast<Hour>(votes[begin].hour);
            auto const hour = votes.subspan(begin, next - begin);
            each_past_cell<PastCell>(hour, seal.hour, kEndOfTime, [&](PastCell const& cell) {
                seal.sum.add(cell);
                seal.trending += static_cast<double>(cell.weighted) * factors.of(cell.hour);
                seal.voted = 1;
            });
            if (next - sealed >= kSealed) {
                seal.next = static_cast<std::uint32_t>(next) & 0x7fff'ffffU;
                seals_.push_back(seal);
                sealed = next;
            }
        }
        seal_begins_.push_back(static_cast<std::uint32_t>(seals_.size()));
    }
}

std::span<ChartHistory::Seal const> ChartHistory::seals_of(Place place) const
{
    if (place + std::size_t{1} >= seal_begins_.size()) {
        return {};
    }
    auto const begin = seal_begins_[place];
    return std::span{seals_}.subspan(begin, seal_begins_[place + 1] - begin);
}

// A seal holds where none of its hours is later than asked for, none of its changes either, and no
// younger run changes those hours.
ChartHistory::Start ChartHistory::start(Place place, Hour last, Timestamp at, Scratch& scratch)
    const
{
    if (runs_.empty()) {
        return {};
    }
    bool alone = true;
    for (std::size_t i = 1; i < runs_.size(); ++i) {
        if (auto const part = runs_[i].of(place); !part.empty()) {
            last = std::min(last, static_cast<Hour>(part.front().hour) - 1);
            alone = false;
        }
    }
    Start start;
    auto const seals = seals_of(place);
    auto const end = std::ranges::partition_point(seals, [&](Seal const& seal) {
        return seal.hour <= last && seal.latest <= at;
    });
    if (end != seals.begin()) {
        start.seal = *std::prev(end);
    }
    start.rest = runs_.front().of(place).subspan(start.seal.next);
    if (!alone) {
        scratch.assign(start.rest.begin(), start.rest.end());
        for (std::size_t i = 1; i < runs_.size(); ++i) {
            merge_into(scratch, runs_[i].of(place));
        }
        start.rest = scratch;
    }
    return start;
}

WindowTally ChartHistory::upto(Place place, Hour last, Timestamp at, Scratch& scratch) const
{
    auto const begin = start(place, last, at, scratch);
    auto sum = begin.seal.sum;
    each_past_cell<PastCell>(begin.rest, last, at, [&](PastCell const& cell) { sum.add(cell); });
    return sum;
}

// Of a long window, the difference of two sums that seals know; of a short one, its cells.
WindowTally ChartHistory::window(Place place, Hour first, Timestamp at, Scratch& scratch) const
{
    constexpr Hour kShort = 2 * 24;
    auto const last = hour_of(at);
    if (first > last - kShort) {
        WindowTally sum;
        auto const begin = start(place, first - 1, at, scratch);
        each_past_cell<PastCell>(begin.rest, last, at, [&](PastCell const& cell) {
            if (cell.hour >= first) {
                sum.add(cell);
            }
        });
        return sum;
    }
    auto sum = upto(place, last, at, scratch);
    if (first > 0) {
        auto const before = upto(place, first - 1, at, scratch);
        sum.up -= before.up;
        sum.down -= before.down;
        sum.guests -= before.guests;
        sum.weighted -= before.weighted;
    }
    return sum;
}

}  // namespace upbeat::voting

#include <limits>
#include <map>

#include <upbeat/domain/voting/chart_history.hpp>
#include <upbeat/domain/voting/hour_factors.hpp>
#include <upbeat/domain/voting/past_cells.hpp>

namespace upbeat::voting {
namespace {

// An item's figures, and how many others stand before it.
struct Contender {
    WindowTally votes{};
    double trending = 0;
    std::int64_t ahead = 0;
    std::int64_t trending_ahead = 0;
};

// 1 where the first stands before the second, -1 where behind, 0 where the votes do not tell.
int by_votes(WindowTally const& a, WindowTally const& b)
{
    auto const sign = [](std::int64_t difference) {
        return difference > 0 ? 1 : difference < 0 ? -1 : 0;
    };
    for (auto const difference :
         {a.weighted - b.weighted, a.score() - b.score(), a.total() - b.total()}) {
        if (difference != 0) {
            return sign(difference);
        }
    }
    return 0;
}

void change(Contender& own, PastVote vote, double factor)
{
    PastCell cell;
    cell.add(vote);
    own.votes.add(cell);
    own.trending += static_cast<double>(cell.weighted) * factor;
}

PastVote moved(Direction direction, Weight weight, bool guest, bool back)
{
    PastVote vote;
    vote.marks = ((direction == Direction::down ? PastVote::kDown : 0U) |
                  (guest ? PastVote::kGuest : 0U) | (back ? PastVote::kTakesBack : 0U)) &
                 0xffU;
    vote.weight = static_cast<std::uint64_t>(weight.value) & 0xffffU;
    return vote;
}

}  // namespace

std::optional<VoteEffect> ChartHistory::effect(LedgerEntry const& entry) const
{
    auto const before = entry.at - std::chrono::microseconds{1};
    auto const found = places_.find(entry.item);
    if (found == places_.end() || !live(found->second, before)) {
        return std::nullopt;
    }
    auto const place = found->second;
    HourFactors const factors{hour_of(before)};
    auto const epoch = factors.epoch();
    Scratch scratch;
    auto const figures = trend_of(place, factors, before, scratch);
    Contender without{.votes = figures.votes, .trending = figures.trending};
    auto with = without;
    if (entry.replaces_vote() && entry.prior_direction != Direction::abstain) {
        auto const taken =
            moved(entry.prior_direction, entry.prior_weight, entry.replaces_guest(), true);
        change(with, taken, epoch.factor(hour_of(entry.prior_at)));
    }
    if (entry.stands() && entry.direction != Direction::abstain) {
        auto const added = moved(entry.direction, entry.weight, entry.is_guest(), false);
        change(with, added, epoch.factor(hour_of(entry.counted_at())));
    }
    for (Place other = 0; other < items_.size(); ++other) {
        if (other == place || items_[other].kind != items_[place].kind || !live(other, before)) {
            continue;
        }
        auto const theirs = trend_of(other, factors, before, scratch);
        for (auto* const own : {&without, &with}) {
            auto const votes = by_votes(theirs.votes, own->votes);
            auto const ahead = votes != 0 ? votes > 0 : older(other, place);
            own->ahead += ahead ? 1 : 0;
            own->trending_ahead += theirs.trending != own->trending
                                       ? (theirs.trending > own->trending ? 1 : 0)
                                       : (ahead ? 1 : 0);
        }
    }
    return VoteEffect{
        .before = without.votes,
        .after = with.votes,
        .rank_before = without.ahead + 1,
        .rank_after = with.ahead + 1,
        .trending_rank_before = without.trending_ahead + 1,
        .trending_rank_after = with.trending_ahead + 1,
    };
}

VoteGroups ChartHistory::groups(ItemNum item, Hour first, Timestamp at, Hour bucket) const
{
    VoteGroups groups;
    auto const found = places_.find(item);
    if (found == places_.end()) {
        return groups;
    }
    std::map<Hour, VoteSum> buckets;
    Scratch scratch;
    constexpr std::int64_t kLeast = kFloorWeight.value / 2;
    for (auto const& vote :
         start(found->second, std::numeric_limits<Hour>::min(), at, scratch).rest) {
        auto const hour = static_cast<Hour>(vote.hour);
        auto const elapsed = (at - start_of_hour(hour)).count();
        if (hour < first || static_cast<std::int64_t>(vote.delay) > elapsed) {
            continue;
        }
        auto const down = vote.has(PastVote::kDown);
        auto const weight = static_cast<std::int64_t>(vote.weight);
        auto const times = vote.has(PastVote::kTakesBack) ? -1 : 1;
        auto const guest = vote.has(PastVote::kGuest);
        auto const halved = vote.has(PastVote::kHalved);
        (guest                         ? groups.guests
         : weight == kFullWeight.value ? groups.full
                                       : groups.reduced)
            .add(down, weight, times);
        if (halved) {
            groups.halved.add(down, weight, times);
        }
        if (!guest && weight < (halved ? kLeast : 2 * kLeast)) {
            groups.below_floor.add(down, weight, times);
        }
        if (vote.has(PastVote::kBootstrap)) {
            groups.bootstrap.add(down, weight, times);
        }
        if (vote.has(PastVote::kSetAside)) {
            groups.set_aside.add(down, weight, -times);
        }
        buckets[hour / bucket * bucket].add(down, weight, times);
    }
    for (auto const& [hour, sum] : buckets) {
        if (!sum.empty()) {
            groups.buckets.push_back({hour, sum});
        }
    }
    return groups;
}

}  // namespace upbeat::voting

#include <upbeat/application/voting/explain_place.hpp>

#include <algorithm>
#include <cmath>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

constexpr std::int64_t kNeighbours = 3;
constexpr std::size_t kTrendingSize = 10;
constexpr std::int64_t kNewest = 20;
constexpr std::size_t kMostKept = 16;
constexpr Hour kDay = 24;

constexpr std::array kRules{
    ChartRule::counts,
    ChartRule::reputation,
    ChartRule::halving,
    ChartRule::guests,
    ChartRule::set_aside,
    ChartRule::min_votes,
    ChartRule::decay,
    ChartRule::wilson
};

Hour first_hour(std::optional<Period> period, Timestamp at)
{
    return period && *period != Period::alltime ? hour_of(at) - hours_in(*period) + 1 : 0;
}

}  // namespace

Result<PlaceExplanation> ExplainPlace::execute(
    ItemKind kind, std::string_view item_id, std::optional<Period> period, std::int64_t min_votes
)
{
    auto const item = ports_.state.read([&](VotingProjection const& projection) {
        auto const slot = projection.items().find(kind, item_id);
        return slot ? std::optional{projection.items()[*slot].num} : std::nullopt;
    });
    if (!item) {
        return fail(item_not_found(kind, item_id));
    }
    ChartCensus::Question question{.period = period, .min_votes = period ? min_votes : 0};
    question.at = ports_.clock.now();
    if (!period) {
        question.kind = kind;
    }
    auto const kept = census(question);
    if (!kept) {
        return fail(kept.error());
    }
    PlaceExplanation told{.kind = kind, .item_id = std::string{item_id}, .period = period};
    told.at = kept->at;
    told.min_votes = question.min_votes;
    told.line = kept->census->find(*item);
    tell(told, *kept->census);
    tell_votes(told, *item);
    return told;
}

// One census serves all who ask within a few seconds. It is made without the lock, since the
// archive has one asker wait for the history: those who came at the same time make one each.
Result<ExplainPlace::Kept> ExplainPlace::census(ChartCensus::Question const& question)
{
    Key const key{
        question.period ? static_cast<int>(*question.period)
                        : -1 - static_cast<int>(question.kind.value_or(ItemKind::track)),
        question.min_votes
    };
    if (auto kept = find(key, question.at)) {
        return *std::move(kept);
    }
    auto made = ports_.archive.read(question.at, [&](ChartHistory const& history) -> Result<Kept> {
        return Kept{question.at, std::make_shared<ChartCensus const>(history, question)};
    });
    if (made) {
        keep(key, *made);
    }
    return made;
}

std::optional<ExplainPlace::Kept> ExplainPlace::find(Key const& key, Timestamp now) const
{
    std::lock_guard const lock{mutex_};
    auto const found = kept_.find(key);
    if (found == kept_.end() || now - found->second.at >= kKept) {
        return std::nullopt;
    }
    return found->second;
}

void ExplainPlace::keep(Key const& key, Kept const& made)
{
    std::lock_guard const lock{mutex_};
    std::erase_if(kept_, [&](auto const& each) {
        return made.at - each.second.at >= kKept || kept_.size() >= kMostKept;
    });
    kept_.insert_or_assign(key, made);
}

void ExplainPlace::tell(PlaceExplanation& told, ChartCensus const& census)
{
    told.items = static_cast<std::int64_t>(census.size());
    told.qualified = census.qualified();
    if (!told.line) {
        return;
    }
    auto const rank = told.line->rank;
    auto const shown = static_cast<std::int64_t>(told.period ? kChartSize : kTrendingSize);
    told.listed = rank <= shown && (told.line->qualified || told.qualified < shown);
    if (rank > 1) {
        told.decided = census.decided(rank - 1);
    }
    for (std::int64_t step = 1; step <= kNeighbours; ++step) {
        if (rank - step >= 1) {
            told.above.push_back(near(told, census, rank - step));
        }
        if (rank + step <= told.items) {
            told.below.push_back(near(told, census, rank + step));
        }
    }
    for (auto const rule : kRules) {
        if (auto const other = census.rank_without(rule, rank)) {
            told.without.push_back({rule, *other});
        }
    }
}

NearPlace ExplainPlace::near(
    PlaceExplanation const& told, ChartCensus const& census, std::int64_t rank
)
{
    constexpr double kWhole = 10'000;
    NearPlace place{.line = census.at(rank)};
    place.card = std::move(ports_.cards.cards(std::array{place.line.item}).front());
    place.gap =
        told.period
            ? static_cast<double>(std::abs(place.line.votes.weighted - told.line->votes.weighted)) /
                  kWhole
            : std::abs(place.line.trending - told.line->trending);
    return place;
}

void ExplainPlace::tell_votes(PlaceExplanation& told, ItemNum item)
{
    told.bucket_hours = told.period == Period::daily ? 1 : kDay;
    auto groups =
        ports_.archive.read(told.at, [&](ChartHistory const& history) -> Result<VoteGroups> {
            return history.groups(
                item, first_hour(told.period, told.at), told.at, told.bucket_hours
            );
        });
    if (groups) {
        told.groups = std::move(*groups);
    }
    if (told.line && told.line->votes.total() <= kMostListed) {
        auto page = ports_.votes.execute(told.kind, told.item_id, {1, kNewest});
        if (page) {
            told.newest = std::move(page->items);
        }
    }
}

}  // namespace upbeat::voting

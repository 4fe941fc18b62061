#include <upbeat/domain/voting/chart_census.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include <upbeat/domain/voting/hour_factors.hpp>
#include <upbeat/domain/voting/past_cells.hpp>

namespace upbeat::voting {
namespace {

// The lower bound of the share of ups with 95 % confidence, 0 without votes.
double wilson(double up, double all)
{
    if (all <= 0) {
        return 0;
    }
    constexpr double kZ = 1.959963984540054;
    constexpr double kZ2 = kZ * kZ;
    auto const share = up / all;
    auto const spread = kZ * std::sqrt((share * (1 - share) + kZ2 / (4 * all)) / all);
    return (share + kZ2 / (2 * all) - spread) / (1 + kZ2 / all);
}

}  // namespace

std::string_view to_word(ChartRule rule)
{
    switch (rule) {
        case ChartRule::reputation: return "reputation";
        case ChartRule::halving: return "halving";
        case ChartRule::guests: return "guests";
        case ChartRule::set_aside: return "set_aside";
        case ChartRule::min_votes: return "min_votes";
        case ChartRule::decay: return "decay";
        case ChartRule::counts: return "plain_counts";
        case ChartRule::wilson: return "wilson";
    }
    return "";
}

std::string_view to_word(TieBreaker decided)
{
    switch (decided) {
        case TieBreaker::min_votes: return "min_votes";
        case TieBreaker::trending: return "trending_score";
        case TieBreaker::weighted_score: return "weighted_score";
        case TieBreaker::score: return "score";
        case TieBreaker::total_votes: return "total_votes";
        case TieBreaker::age: return "created_at";
    }
    return "";
}

// The sums of an hour under each of the rules that change what a vote weighs.
struct ChartCensus::Cell {
    Hour hour = 0;
    std::array<std::int64_t, kSums> sums{};

    bool empty() const { return false; }
    void add(PastVote const& vote)
    {
        auto const sign = vote.has(PastVote::kDown) != vote.has(PastVote::kTakesBack) ? -1 : 1;
        auto const weight = static_cast<std::int64_t>(vote.weight);
        auto const guest = vote.has(PastVote::kGuest);
        if (!vote.has(PastVote::kSetAside)) {
            sums[kWithAside] += sign * weight;
        }
        sums[kEqual] += guest ? 0 : sign * std::int64_t{kFullWeight.value};
        sums[kWithGuests] += sign * (guest ? std::int64_t{kFloorWeight.value} : weight);
        auto const whole = vote.has(PastVote::kHalved) ? 2 * weight : weight;
        sums[kWhole] += sign * std::min<std::int64_t>(whole, kFullWeight.value);
    }
};

ChartCensus::ChartCensus(ChartHistory const& history, Question const& question)
    : question_{question}
{
    HourFactors const factors{hour_of(question.at)};
    for (std::uint32_t place = 0; place < history.items_.size(); ++place) {
        auto const in_chart = !question.kind || history.items_[place].kind == *question.kind;
        if (in_chart && history.live(place, question.at)) {
            count(history, factors, place);
        }
    }
    order(history);
}

void ChartCensus::count(
    ChartHistory const& history, HourFactors const& factors, std::uint32_t place
)
{
    auto const& item = history.items_[place];
    auto const at = question_.at;
    auto const hour = hour_of(at);
    ChartHistory::Scratch scratch;
    Counted counted{.item = item.num, .place = place, .kind = item.kind};
    auto const rolling = question_.period && *question_.period != Period::alltime;
    auto const first = rolling ? hour - hours_in(*question_.period) + 1 : Hour{0};
    if (question_.period) {
        counted.votes = history.window(place, first, at, scratch);
        counted.qualified = counted.votes.verified() >= question_.min_votes;
        if (rolling && counted.votes.empty()) {
            return;
        }
    } else {
        auto const figures = history.trend_of(place, factors, at, scratch);
        counted.votes = figures.votes;
        counted.trending = figures.trending;
    }
    qualified_ += counted.qualified ? 1 : 0;
    auto const all = history.start(place, std::numeric_limits<Hour>::min(), at, scratch).rest;
    each_past_cell<Cell>(all, hour, at, [&](Cell const& cell) {
        if (cell.hour < first) {
            return;
        }
        auto const factor = question_.period ? 1.0 : factors.of(cell.hour);
        for (std::size_t sum = 0; sum < kSums; ++sum) {
            counted.sums[sum] += static_cast<double>(cell.sums[sum]) * factor;
        }
    });
    items_.push_back(counted);
}

void ChartCensus::order(ChartHistory const& history)
{
    std::ranges::sort(items_, [&](Counted const& a, Counted const& b) {
        return history.older(a.place, b.place);
    });
    for (std::size_t i = 0; i < items_.size(); ++i) {
        items_[i].age = static_cast<std::uint32_t>(i);
    }
    std::ranges::sort(items_, [this](Counted const& a, Counted const& b) {
        return precedes(a, b);
    });
    // In votes of full weight cast now.
    auto const now = hour_of(question_.at);
    auto const unit = TrendingEpoch::at(now).factor(now) * kFullWeight.value;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        ranks_.emplace(items_[i].item, static_cast<std::int64_t>(i) + 1);
        items_[i].trending /= unit;
    }
}

bool ChartCensus::precedes(Counted const& a, Counted const& b) const
{
    if (a.qualified != b.qualified) {
        return a.qualified;
    }
    if (a.trending != b.trending) {
        return a.trending > b.trending;
    }
    if (a.votes.weighted != b.votes.weighted) {
        return a.votes.weighted > b.votes.weighted;
    }
    if (a.votes.score() != b.votes.score()) {
        return a.votes.score() > b.votes.score();
    }
    if (a.votes.total() != b.votes.total()) {
        return a.votes.total() > b.votes.total();
    }
    return a.age < b.age;
}

std::optional<CensusLine> ChartCensus::find(ItemNum item) const
{
    auto const found = ranks_.find(item);
    return found == ranks_.end() ? std::nullopt : std::optional{at(found->second)};
}

CensusLine ChartCensus::at(std::int64_t rank) const
{
    auto const& item = items_.at(static_cast<std::size_t>(rank - 1));
    return {
        .item = item.item,
        .kind = item.kind,
        .rank = rank,
        .votes = item.votes,
        .trending = item.trending,
        .qualified = item.qualified
    };
}

double ChartCensus::value(ChartRule rule, Counted const& item) const
{
    auto const score = static_cast<double>(item.votes.score());
    switch (rule) {
        case ChartRule::reputation: return item.sums[kEqual];
        case ChartRule::halving: return item.sums[kWhole];
        case ChartRule::guests: return item.sums[kWithGuests];
        case ChartRule::set_aside: return item.sums[kWithAside];
        case ChartRule::min_votes:
        case ChartRule::decay: return static_cast<double>(item.votes.weighted);
        case ChartRule::counts: return score;
        case ChartRule::wilson: {
            auto const total = static_cast<double>(item.votes.total());
            return wilson((total + score) / 2, total);
        }
    }
    return score;
}

std::optional<std::int64_t> ChartCensus::rank_without(ChartRule rule, std::int64_t rank) const
{
    auto const trending = !question_.period;
    if ((rule == ChartRule::decay && !trending) || (rule == ChartRule::min_votes && trending)) {
        return std::nullopt;
    }
    auto const tiers = rule != ChartRule::min_votes;
    auto const& own = items_.at(static_cast<std::size_t>(rank - 1));
    auto const mine = value(rule, own);
    return 1 + std::ranges::count_if(items_, [&](Counted const& other) {
               if (tiers && other.qualified != own.qualified) {
                   return other.qualified;
               }
               auto const theirs = value(rule, other);
               if (theirs != mine) {
                   return theirs > mine;
               }
               // Values that are equal leave the order that the chart has, but for the tiers.
               auto a = other;
               a.qualified = own.qualified;
               a.trending = own.trending;
               return precedes(a, own);
           });
}

TieBreaker ChartCensus::decided(std::int64_t upper) const
{
    auto const& a = items_.at(static_cast<std::size_t>(upper - 1));
    auto const& b = items_.at(static_cast<std::size_t>(upper));
    if (a.qualified != b.qualified) {
        return TieBreaker::min_votes;
    }
    if (a.trending != b.trending) {
        return TieBreaker::trending;
    }
    if (a.votes.weighted != b.votes.weighted) {
        return TieBreaker::weighted_score;
    }
    if (a.votes.score() != b.votes.score()) {
        return TieBreaker::score;
    }
    return a.votes.total() != b.votes.total() ? TieBreaker::total_votes : TieBreaker::age;
}

}  // namespace upbeat::voting

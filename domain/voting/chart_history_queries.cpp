#include <algorithm>
#include <array>
#include <limits>

#include <upbeat/domain/voting/chart_history.hpp>
#include <upbeat/domain/voting/hour_factors.hpp>
#include <upbeat/domain/voting/past_cells.hpp>

namespace upbeat::voting {
namespace {

// 1 where a stands before b, -1 where b does, 0 where the votes do not tell.
int compare(WindowTally const& a, WindowTally const& b)
{
    if (a.weighted != b.weighted) {
        return a.weighted > b.weighted ? 1 : -1;
    }
    if (a.score() != b.score()) {
        return a.score() > b.score() ? 1 : -1;
    }
    if (a.total() != b.total()) {
        return a.total() > b.total() ? 1 : -1;
    }
    return 0;
}

// The first few of many in an order, found with one comparison for nearly each of them.
template <class Value, class Precedes>
class Best {
   public:
    Best(std::size_t most, Precedes precedes) : most_{most}, precedes_{precedes} {}

    void offer(Value const& value)
    {
        if (heap_.size() == most_) {
            if (most_ == 0 || !precedes_(value, heap_.front())) {
                return;
            }
            std::ranges::pop_heap(heap_, precedes_);
            heap_.pop_back();
        }
        heap_.push_back(value);
        std::ranges::push_heap(heap_, precedes_);
    }

    // In order; nothing may be offered any more.
    std::vector<Value> const& sorted()
    {
        std::ranges::sort_heap(heap_, precedes_);
        return heap_;
    }

   private:
    std::size_t most_;
    Precedes precedes_;
    std::vector<Value> heap_;  // the last of the first few on top
};

constexpr Hour kDay = 24;

}  // namespace

bool ChartHistory::wanted(Place place, PastFilter const& filter, Timestamp at) const
{
    auto const& item = items_[place];
    return (!filter.kind || item.kind == *filter.kind) &&
           (!filter.only || filter.only->contains(item.num)) && live(place, at);
}

ChartTable ChartHistory::chart(PastFilter const& filter, Timestamp at) const
{
    auto const alltime = filter.period == Period::alltime;
    auto const first = alltime ? Hour{0} : hour_of(at) - hours_in(filter.period) + 1;
    auto const precedes = [this](Figures const& a, Figures const& b) {
        auto const votes = compare(a.votes, b.votes);
        return votes != 0 ? votes > 0 : older(a.place, b.place);
    };
    using Few = Best<Figures, decltype(precedes)>;
    Few reaching{kChartSize, precedes};
    Few others{kChartSize, precedes};
    std::size_t qualified = 0;
    Scratch scratch;
    for (Place place = 0; place < items_.size(); ++place) {
        if (!wanted(place, filter, at)) {
            continue;
        }
        auto const votes = window(place, first, at, scratch);
        if (!alltime && votes.empty()) {
            continue;
        }
        auto const enough = votes.verified() >= filter.min_votes;
        qualified += enough ? 1U : 0U;
        (enough ? reaching : others).offer({.place = place, .votes = votes});
    }
    ChartTable table{.period = filter.period, .min_votes = filter.min_votes};
    table.qualified = static_cast<std::int64_t>(std::min(qualified, kChartSize));
    if (!alltime) {
        table.window_start = start_of_hour(first);
    }
    list(table, reaching.sorted(), filter.limit, at);
    if (qualified < kChartSize) {
        auto const provisional = table.rows.size();
        list(table, others.sorted(), filter.limit, at);
        for (auto row = provisional; row < table.rows.size(); ++row) {
            table.rows[row].provisional = true;
        }
    }
    return table;
}

void ChartHistory::list(
    ChartTable& table, std::span<Figures const> some, std::size_t limit, Timestamp at
) const
{
    Scratch scratch;
    for (auto const& figures : some) {
        if (table.rows.size() == std::min(limit, kChartSize)) {
            return;
        }
        auto const& item = items_[figures.place];
        auto& row = table.rows.emplace_back(ChartRow{.item = item.num, .kind = item.kind});
        row.rank = static_cast<std::int64_t>(table.rows.size());
        row.votes = figures.votes;
        row.alltime_score = window(figures.place, 0, at, scratch).score();
    }
}

PastTrending ChartHistory::trending(std::size_t limit, Timestamp at) const
{
    HourFactors const factors{hour_of(at)};
    auto const precedes = [this](Figures const& a, Figures const& b) {
        if (a.trending != b.trending) {
            return a.trending > b.trending;
        }
        auto const votes = compare(a.votes, b.votes);
        return votes != 0 ? votes > 0 : older(a.place, b.place);
    };
    using Few = Best<Figures, decltype(precedes)>;
    std::array best{Few{limit, precedes}, Few{limit, precedes}};
    std::array<std::vector<Figures>, 2> all;
    Scratch scratch;
    for (Place place = 0; place < items_.size(); ++place) {
        if (!live(place, at)) {
            continue;
        }
        auto const figures = trend_of(place, factors, at, scratch);
        auto const kind = static_cast<std::size_t>(items_[place].kind);
        all[kind].push_back(figures);
        best[kind].offer(figures);
    }
    return {
        trending_rows(best[0].sorted(), all[0], at), trending_rows(best[1].sorted(), all[1], at)
    };
}

ChartHistory::Figures ChartHistory::trend_of(
    Place place, HourFactors const& factors, Timestamp at, Scratch& scratch
) const
{
    auto const today = hour_of(at) - kDay + 1;
    // Seals of another epoch would have to be scaled, which could round.
    auto const sealed = factors.epoch() == epoch_ ? today - 1 : std::numeric_limits<Hour>::min();
    auto const begin = start(place, sealed, at, scratch);
    Figures figures{
        .place = place,
        .votes = begin.seal.sum,
        .trending = begin.seal.trending,
        .before = begin.seal.trending,
        .voted_before = begin.seal.voted == 1,
    };
    each_past_cell<PastCell>(begin.rest, hour_of(at), at, [&](PastCell const& cell) {
        figures.votes.add(cell);
        figures.trending += static_cast<double>(cell.weighted) * factors.of(cell.hour);
        if (cell.hour < today) {
            figures.before = figures.trending;
            figures.voted_before = true;
        }
    });
    return figures;
}

std::vector<TrendingRow> ChartHistory::trending_rows(
    std::span<Figures const> best, std::span<Figures const> all, Timestamp at
) const
{
    std::vector<TrendingRow> rows;
    Scratch scratch;
    for (auto const& own : best) {
        auto const& item = items_[own.place];
        auto& row = rows.emplace_back(TrendingRow{.item = item.num, .kind = item.kind});
        row.rank = static_cast<std::int64_t>(rows.size());
        row.votes = own.votes;
        row.trend = window(own.place, hour_of(at) - kDay + 1, at, scratch).score();
        if (own.voted_before) {
            auto const ahead = std::ranges::count_if(all, [&](Figures const& other) {
                return other.voted_before &&
                       (other.before != own.before ? other.before > own.before
                                                   : older(other.place, own.place));
            });
            row.rank_change = ahead + 1 - row.rank;
        }
    }
    return rows;
}

}  // namespace upbeat::voting

#include <upbeat/application/voting/get_chart.hpp>

#include <algorithm>

#include <upbeat/application/voting/chart_lines.hpp>

namespace upbeat::voting {
ChartPage GetChart::top(Period period, ChartFilter filter)
{
    auto const now = ports_.clock.now();
    ports_.state.tick(now);
    filter.limit = std::min(filter.limit, kChartSize);
    ChartPage page{.updated_at = now, .version = ports_.state.version()};
    page.table = ports_.state.read([&](VotingProjection const& projection) {
        return projection.charts().chart(projection.items(), period, filter);
    });
    page.lines = with_cards<ChartLine>(ports_.cards, std::move(page.table.rows));
    page.table.rows.clear();
    return page;
}

TrendingPage GetChart::trending(std::size_t limit)
{
    auto const now = ports_.clock.now();
    ports_.state.tick(now);
    TrendingPage page{.updated_at = now, .version = ports_.state.version()};
    auto [tracks, tools] = ports_.state.read([limit](VotingProjection const& projection) {
        auto const& items = projection.items();
        auto const& charts = projection.charts();
        return std::pair{
            charts.trending(items, ItemKind::track, limit),
            charts.trending(items, ItemKind::tool, limit)
        };
    });
    page.tracks = with_cards<TrendingLine>(ports_.cards, std::move(tracks));
    page.tools = with_cards<TrendingLine>(ports_.cards, std::move(tools));
    return page;
}

}  // namespace upbeat::voting

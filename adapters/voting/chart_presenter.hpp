#pragma once

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/application/voting/get_chart.hpp>

namespace upbeat::voting {

// {period, items, total_count, updated_at, min_votes_applied, window_start, window_end}
http::Presenter<ChartPage> top_presenter();

// {songs, tracks, tools, updated_at, window}
http::Presenter<TrendingPage> trending_presenter();

}  // namespace upbeat::voting

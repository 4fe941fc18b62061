#include <upbeat/adapters/voting/chart_presenter.hpp>

#include <string>
#include <string_view>

#include <fmt/format.h>

#include <upbeat/adapters/http/decimal.hpp>
#include <upbeat/adapters/voting/card_fields.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>

namespace upbeat::voting {
namespace {

using http::including;
using http::out;

http::Presenter<WindowTally> window_fields()
{
    return http::presenter<WindowTally>(
        "",
        out("up_votes", &WindowTally::up),
        out("down_votes", &WindowTally::down),
        out("score", &WindowTally::score),
        out("weighted_score", [](WindowTally const& votes) { return shown_score(votes.weighted); }),
        out({"total_votes", "votes"}, &WindowTally::total)
    );
}

ItemCard const& card_of(ChartLine const& line)
{
    return line.card;
}

WindowTally const& votes_of(ChartLine const& line)
{
    return line.row.votes;
}

http::Presenter<ChartLine> line_presenter()
{
    return http::presenter<ChartLine>(
        "ChartEntry",
        out("rank", [](ChartLine const& line) { return line.row.rank; }),
        out("item_type", [](ChartLine const& line) { return vote_word(line.row.kind); }),
        including(card_of, card_fields()),
        including(votes_of, window_fields()),
        out("alltime_score", [](ChartLine const& line) { return line.row.alltime_score; }),
        out(
            "provisional",
            [](ChartLine const& line) { return line.row.provisional; },
            http::described("Fewer verified votes than the chart asks for")
        )
    );
}

std::int64_t lines_in(ChartPage const& page)
{
    return static_cast<std::int64_t>(page.lines.size());
}

ItemCard const& trending_card(TrendingLine const& line)
{
    return line.card;
}

WindowTally const& trending_votes(TrendingLine const& line)
{
    return line.row.votes;
}

// "+12", "0" or "-3".
std::string trend_of(TrendingLine const& line)
{
    return line.row.trend == 0 ? "0" : fmt::format("{:+}", line.row.trend);
}

http::Presenter<TrendingLine> trending_line_presenter()
{
    return http::presenter<TrendingLine>(
        "TrendingEntry",
        out("rank", [](TrendingLine const& line) { return line.row.rank; }),
        out("item_type", [](TrendingLine const& line) { return vote_word(line.row.kind); }),
        including(trending_card, card_fields()),
        including(trending_votes, window_fields()),
        out("trend", trend_of, http::described("Change of the raw score within 24 hours")),
        out(
            "rank_change",
            [](TrendingLine const& line) { return line.row.rank_change; },
            http::described("Places won within 24 hours; null without a vote before")
        )
    );
}

}  // namespace

http::Presenter<ChartPage> top_presenter()
{
    return http::presenter<ChartPage>(
        "Chart",
        out("period", [](ChartPage const& page) { return to_word(page.table.period); }),
        out("items", &ChartPage::lines, line_presenter()),
        out("total_count", lines_in),
        out("updated_at", &ChartPage::updated_at),
        out("min_votes_applied", [](ChartPage const& page) { return page.table.min_votes; }),
        out("window_start", [](ChartPage const& page) { return page.table.window_start; }),
        out("window_end", &ChartPage::updated_at),
        out("at", &ChartPage::at, http::described("Of a chart of the past"), http::leave_out_null)
    );
}

http::Presenter<TrendingPage> trending_presenter()
{
    return http::presenter<TrendingPage>(
        "Trending",
        out({"songs", "tracks"}, &TrendingPage::tracks, trending_line_presenter()),
        out("tools", &TrendingPage::tools, trending_line_presenter()),
        out("updated_at", &TrendingPage::updated_at),
        out("at", &TrendingPage::at, http::described("Of a chart of the past"), http::leave_out_null
        ),
        http::constant("window", std::string_view{"all votes, each fading by half every 48 hours"})
    );
}

}  // namespace upbeat::voting

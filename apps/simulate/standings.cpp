#include <upbeat/apps/simulate/standings.hpp>

#include <algorithm>
#include <cmath>

namespace upbeat::apps::simulation {
namespace {

using voting::Period;
using voting::VotingProjection;

constexpr double kHalfLife = 48;

std::int64_t trending_rank(VotingProjection const& projection, ItemNum track)
{
    auto const rows = projection.charts().trending(
        projection.items(), ItemKind::track, projection.items().size()
    );
    auto const found = std::ranges::find(rows, track, &voting::TrendingRow::item);
    return found == rows.end() ? static_cast<std::int64_t>(rows.size()) + 1 : found->rank;
}

std::int64_t chart_rank(VotingProjection const& projection, Period period, ItemNum track)
{
    auto const& items = projection.items();
    auto const& charts = projection.charts();
    auto const table = charts.chart(items, period, {.kind = ItemKind::track});
    auto const found = std::ranges::find(table.rows, track, &voting::ChartRow::item);
    if (found != table.rows.end()) {
        return found->rank;
    }
    auto const own = charts.window(items, period, *items.find(track)).weighted;
    auto above = std::int64_t{};
    for (voting::Slot slot = 0; slot < items.size(); ++slot) {
        above += charts.window(items, period, slot).weighted > own ? 1 : 0;
    }
    return std::max(static_cast<std::int64_t>(table.rows.size()), above) + 1;
}

double wilson(double up, double down)
{
    constexpr double kZ = 1.96;
    auto const all = up + down;
    if (all <= 0) {
        return 0;
    }
    auto const share = up / all;
    auto const spread = kZ * std::sqrt((share * (1 - share) + kZ * kZ / (4 * all)) / all);
    return (share + kZ * kZ / (2 * all) - spread) / (1 + kZ * kZ / all);
}

}  // namespace

std::string_view to_word(ChartName chart)
{
    switch (chart) {
        case ChartName::trending: return "trending";
        case ChartName::daily: return "daily";
        case ChartName::weekly: return "weekly";
        case ChartName::monthly: return "monthly";
        case ChartName::alltime: return "alltime";
    }
    return {};
}

Ranks upbeat_ranks(VotingProjection const& projection, ItemNum track)
{
    return {
        trending_rank(projection, track),
        chart_rank(projection, Period::daily, track),
        chart_rank(projection, Period::weekly, track),
        chart_rank(projection, Period::monthly, track),
        chart_rank(projection, Period::alltime, track),
    };
}

PlainCharts::PlainCharts(History const& history)
    : history_{history},
      hours_{
          static_cast<std::size_t>(
              std::chrono::ceil<std::chrono::hours>(history.end - history.begin).count()
          ) +
          1
      },
      heard_(history.tracks.size())
{
    for (auto& heard : heard_) {
        heard.up.resize(hours_);
        heard.down.resize(hours_);
    }
}

std::size_t PlainCharts::hour(Timestamp at) const
{
    auto const passed = std::chrono::floor<std::chrono::hours>(at - history_.begin).count();
    return std::min(static_cast<std::size_t>(passed), hours_ - 1);
}

void PlainCharts::count(SimulatedVote const& vote)
{
    auto& heard = heard_[vote.track];
    auto const at = hour(vote.at);
    auto const decayed = std::exp2(static_cast<double>(at) / kHalfLife);
    if (vote.direction == Direction::up) {
        ++heard.up[at];
        heard.decayed_up += decayed;
    } else if (vote.direction == Direction::down) {
        ++heard.down[at];
        heard.decayed_down += decayed;
    }
}

PlainCharts::Votes PlainCharts::votes(std::size_t track, ChartName chart, Timestamp now) const
{
    auto const& heard = heard_[track];
    auto const last = hour(now);
    if (chart == ChartName::trending) {
        auto const scale = std::exp2(-static_cast<double>(last) / kHalfLife);
        return {heard.decayed_up * scale, heard.decayed_down * scale};
    }
    auto const length = chart == ChartName::daily ? 24U : chart == ChartName::weekly ? 168U : 720U;
    auto const whole = chart == ChartName::alltime || last + 1 < length;
    auto const from = static_cast<std::ptrdiff_t>(whole ? 0 : last + 1 - length);
    Votes sum;
    for (auto at = from; at <= static_cast<std::ptrdiff_t>(last); ++at) {
        sum.up += heard.up[static_cast<std::size_t>(at)];
        sum.down += heard.down[static_cast<std::size_t>(at)];
    }
    return sum;
}

PlainCharts::Table PlainCharts::table(Timestamp now) const
{
    auto table = Table(heard_.size());
    for (std::size_t track = 0; track < heard_.size(); ++track) {
        for (std::size_t name = 0; name < kCharts; ++name) {
            table[track][name] = votes(track, static_cast<ChartName>(name), now);
        }
    }
    return table;
}

Ranks PlainCharts::ranks(Table const& table, RankedBy by, std::uint32_t track)
{
    Ranks ranks{};
    for (std::size_t name = 0; name < kCharts; ++name) {
        auto const value = [&](std::size_t place) {
            auto const [up, down] = table[place][name];
            return by == RankedBy::wilson ? wilson(up, down) : up - down;
        };
        auto const own = value(track);
        ranks[name] = 1;
        for (std::size_t other = 0; other < table.size(); ++other) {
            ranks[name] += value(other) > own ? 1 : 0;
        }
    }
    return ranks;
}

}  // namespace upbeat::apps::simulation

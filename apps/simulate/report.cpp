#include <upbeat/apps/simulate/report.hpp>

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

namespace upbeat::apps::simulation {
namespace {

constexpr std::array<std::string_view, kRankings> kRankingNames{"Upbeat", "counts", "Wilson"};

std::string percent(double share, int digits = 1)
{
    return fmt::format("{:.{}f} %", share * 100, digits);
}

std::string rate(std::int64_t part, std::int64_t whole, int digits = 2)
{
    return whole == 0 ? "-"
                      : percent(static_cast<double>(part) / static_cast<double>(whole), digits);
}

std::string ranks(AttackSummary::Ranking const& ranking)
{
    return fmt::format("{} / {}", ranking.median_best, ranking.worst_best);
}

std::string ratio(std::int64_t part, std::int64_t whole)
{
    return rate(part, whole, 0);
}

std::string top_day(AttackSummary::Ranking const& ranking)
{
    return ranking.first_day ? fmt::format("day {:.1f}", *ranking.first_day) : "never";
}

using Cells = std::vector<std::string>;

struct Table {
    Cells heads{};
    std::function<Cells(AttackSummary const&)> row{};
};

std::string name_of(AttackSummary const& s)
{
    return std::string{to_word(s.attack)};
}

std::string some(std::int64_t part, std::int64_t whole, int digits = 2)
{
    return fmt::format("{} ({})", part, rate(part, whole, digits));
}

// How far the lifted tracks rise.
Table const kRises{
    {"attack", "identities", "Upbeat: best rank", "top ten", "plain counts", "Wilson"},
    [](AttackSummary const& s) {
        return Cells{
            name_of(s),
            s.attack == AttackKind::none ? "0"
                                         : fmt::format("{} ({})", s.attackers, percent(s.share, 0)),
            fmt::format("{} ({})", ranks(s.rankings[0]), to_word(s.rankings[0].worst_chart)),
            top_day(s.rankings[0]),
            fmt::format("{}, {}", ranks(s.rankings[1]), top_day(s.rankings[1])),
            fmt::format("{}, {}", ranks(s.rankings[2]), top_day(s.rankings[2])),
        };
    }
};

// What was found of the attack.
Table const kFinds{
    {"attack",
     "lifting votes held: recall",
     "precision",
     "of them by incidents",
     "attackers named: recall",
     "precision",
     "flagged",
     "blocked"},
    [](AttackSummary const& s) {
        return Cells{
            name_of(s),
            ratio(s.held.right, s.held.all),
            ratio(s.held.right, s.held.right + s.held.wrong),
            ratio(s.held_by_incidents.right, s.held.right),
            ratio(s.named.right, s.named.all),
            ratio(s.named.right, s.named.right + s.named.wrong),
            ratio(s.flagged.right, s.flagged.all),
            ratio(s.blocked.right, s.blocked.all),
        };
    }
};

// What became of honest voters.
Table const kHarm{
    {"attack", "named", "flagged", "blocked", "votes held", "by incidents", "weight that counts"},
    [](AttackSummary const& s) {
        return Cells{
            name_of(s),
            some(s.named.wrong, s.honest),
            some(s.flagged.wrong, s.honest),
            some(s.blocked.wrong, s.honest),
            some(s.held.wrong, s.honest_votes),
            std::to_string(s.held_by_incidents.wrong),
            fmt::format("{} / {}", percent(s.honest_weight_median), percent(s.honest_weight_worst)),
        };
    }
};

std::string cost_of(Cost::Ranking const& least, double greatest)
{
    return least.share == 0
               ? fmt::format("not with {}", percent(greatest, 0))
               : fmt::format(
                     "{} ({}), day {:.1f}", least.attackers, percent(least.share, 0), least.day
                 );
}

std::string markdown_line(Cells const& cells)
{
    auto line = std::string{"|"};
    for (auto const& cell : cells) {
        line += " " + cell + " |";
    }
    return line + "\n";
}

std::string markdown(Table const& table, std::span<AttackSummary const> summaries)
{
    auto text = markdown_line(table.heads) + markdown_line(Cells(table.heads.size(), "---"));
    for (auto const& summary : summaries) {
        text += markdown_line(table.row(summary));
    }
    return text;
}

// Columns as wide as their widest cell.
std::string plain(Table const& table, std::span<AttackSummary const> summaries)
{
    auto rows = std::vector<Cells>{table.heads};
    for (auto const& summary : summaries) {
        rows.push_back(table.row(summary));
    }
    auto text = std::string{};
    for (auto const& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            auto width = std::size_t{};
            for (auto const& other : rows) {
                width = std::max(width, other[column].size());
            }
            text += fmt::format("{:<{}}", row[column], width + (column + 1 < row.size() ? 2 : 0));
        }
        text += "\n";
    }
    return text;
}

std::string setting(CampaignPlan const& plan)
{
    auto const& people = plan.population;
    return fmt::format(
        "{} honest agents, {} tracks, {} + {} days, seeds {} to {}",
        people.honest,
        people.tracks,
        people.history_days,
        people.attack_days,
        people.seed,
        people.seed + plan.seeds - 1
    );
}

double greatest_share(CampaignPlan const& plan)
{
    return *std::max_element(plan.shares.begin(), plan.shares.end());
}

}  // namespace

std::string as_markdown(CampaignPlan const& plan, std::span<TrialFigures const> trials)
{
    auto const summaries = summarize(trials);
    auto text = fmt::format("{}.\n\n", setting(plan)) + markdown(kRises, summaries) + "\n" +
                markdown(kFinds, summaries) + "\n" + markdown(kHarm, summaries);
    if (plan.shares.size() > 1) {
        text += "\n" + markdown_line({"attack", "Upbeat", "plain counts", "Wilson"}) +
                markdown_line(Cells(4, "---"));
        for (auto const& cost : costs(summaries)) {
            auto cells = Cells{std::string{to_word(cost.attack)}};
            for (auto const& least : cost.rankings) {
                cells.push_back(cost_of(least, greatest_share(plan)));
            }
            text += markdown_line(cells);
        }
    }
    return text;
}

std::string as_text(CampaignPlan const& plan, std::span<TrialFigures const> trials)
{
    auto const summaries = summarize(trials);
    auto text = setting(plan) + "\n\nBest rank, median / worst of the seeds:\n" +
                plain(kRises, summaries) + "\nWhat was found of the attack:\n" +
                plain(kFinds, summaries) + "\nWhat became of honest voters:\n" +
                plain(kHarm, summaries);
    if (plan.shares.size() > 1) {
        text += "\nIdentities and days to reach a top ten:\n";
        for (auto const& cost : costs(summaries)) {
            text += fmt::format("{:<13}", to_word(cost.attack));
            for (std::size_t by = 0; by < kRankings; ++by) {
                text += fmt::format(
                    "  {}: {:<22}",
                    kRankingNames[by],
                    cost_of(cost.rankings[by], greatest_share(plan))
                );
            }
            text += "\n";
        }
    }
    auto const broken = broken_promises(trials);
    text += broken.empty() ? "\nThe promise holds: no attack with up to 10 % of the identities "
                             "reached a top ten,\nand fewer than 0.1 % of the honest agents were "
                             "blocked.\n"
                           : "\nThe promise is broken:\n";
    for (auto const& line : broken) {
        text += "  " + line + "\n";
    }
    return text;
}

}  // namespace upbeat::apps::simulation

#include <upbeat/apps/simulate/report.hpp>

#include <array>

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

Cells const kHeads{
    "attack",
    "identities",
    "Upbeat: best rank",
    "plain counts",
    "Wilson",
    "lifting votes held",
    "of all held",
    "honest flagged",
    "honest blocked",
    "honest weight",
};

Cells row(AttackSummary const& s)
{
    return {
        std::string{to_word(s.attack)},
        s.attack == AttackKind::none ? "0"
                                     : fmt::format("{} ({})", s.attackers, percent(s.share, 0)),
        fmt::format("{} ({})", ranks(s.rankings[0]), to_word(s.rankings[0].worst_chart)),
        fmt::format("{}, {}", ranks(s.rankings[1]), top_day(s.rankings[1])),
        fmt::format("{}, {}", ranks(s.rankings[2]), top_day(s.rankings[2])),
        ratio(s.quarantined.right, s.quarantined.all),
        ratio(s.quarantined.right, s.quarantined.right + s.quarantined.wrong),
        rate(s.flagged.wrong, s.honest),
        rate(s.blocked.wrong, s.honest),
        fmt::format("{} / {}", percent(s.honest_weight_median), percent(s.honest_weight_worst)),
    };
}

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
    auto text = fmt::format("{}.\n\n", setting(plan)) + markdown_line(kHeads) +
                markdown_line(Cells(kHeads.size(), "---"));
    for (auto const& summary : summaries) {
        text += markdown_line(row(summary));
    }
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
    auto text = setting(plan) + "\n\n" +
                fmt::format(
                    "{:<13}{:>11}  {:>11} {:>11} {:>11} {:>10} {:>8} {:>9} {:>9} {:>9}\n",
                    "",
                    "identities",
                    "Upbeat",
                    "counts",
                    "Wilson",
                    "lifting",
                    "of all",
                    "honest",
                    "honest",
                    "honest"
                ) +
                fmt::format(
                    "{:<13}{:>11}  {:>11} {:>11} {:>11} {:>10} {:>8} {:>9} {:>9} {:>9}\n",
                    "best rank, median / worst",
                    "",
                    "",
                    "",
                    "",
                    "held",
                    "held",
                    "flagged",
                    "blocked",
                    "weight"
                );
    for (auto const& s : summaries) {
        text += fmt::format(
            "{:<13}{:>6}{:>5}  {:>11} {:>11} {:>11} {:>10} {:>8} {:>9} {:>9} {:>9}\n",
            to_word(s.attack),
            s.attack == AttackKind::none ? 0 : s.attackers,
            s.attack == AttackKind::none ? "" : percent(s.share, 0),
            ranks(s.rankings[0]),
            ranks(s.rankings[1]),
            ranks(s.rankings[2]),
            ratio(s.quarantined.right, s.quarantined.all),
            ratio(s.quarantined.right, s.quarantined.right + s.quarantined.wrong),
            rate(s.flagged.wrong, s.honest),
            rate(s.blocked.wrong, s.honest),
            percent(s.honest_weight_median)
        );
    }
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

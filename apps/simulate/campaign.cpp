#include <upbeat/apps/simulate/campaign.hpp>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include <fmt/format.h>

namespace upbeat::apps::simulation {
namespace {

constexpr double kPromisedShare = 0.1;
constexpr double kPromisedBlocks = 0.001;

std::vector<TrialFigures> run_seed(
    CampaignPlan const& plan, std::uint64_t seed, std::function<void()> const& step
)
{
    auto population = plan.population;
    population.seed = seed;
    auto const trials = Trials{population};
    auto figures = std::vector<TrialFigures>{};
    figures.push_back(trials.run({AttackKind::none, 0, plan.policy}));
    step();
    for (auto const attack : plan.attacks) {
        for (auto const share : plan.shares) {
            figures.push_back(trials.run({attack, share, plan.policy}));
            step();
        }
    }
    return figures;
}

template <class Values>
auto median(Values values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void add(Detection& sum, Detection const& one)
{
    sum.right += one.right;
    sum.wrong += one.wrong;
    sum.all += one.all;
}

AttackSummary::Ranking summarize_ranking(
    std::span<TrialFigures const* const> trials, std::size_t by
)
{
    auto ranking = AttackSummary::Ranking{.worst_best = 1'000'000};
    auto bests = std::vector<std::int64_t>{};
    for (auto const* const trial : trials) {
        auto const& rise = trial->rises[by];
        bests.push_back(rise.best);
        if (rise.best < ranking.worst_best) {
            ranking.worst_best = rise.best;
            ranking.worst_chart = rise.chart;
        }
        if (rise.top_day) {
            ++ranking.reached;
            ranking.first_day = std::min(ranking.first_day.value_or(*rise.top_day), *rise.top_day);
        }
    }
    ranking.median_best = median(std::move(bests));
    return ranking;
}

AttackSummary summarize_group(std::span<TrialFigures const* const> trials)
{
    auto const& first = *trials.front();
    auto summary = AttackSummary{
        .attack = first.attack,
        .share = first.share,
        .seeds = static_cast<std::int64_t>(trials.size()),
        .attackers = first.attackers,
    };
    auto weights = std::vector<double>{};
    for (auto const* const trial : trials) {
        add(summary.held, trial->held);
        add(summary.held_by_incidents, trial->held_by_incidents);
        add(summary.named, trial->named);
        add(summary.flagged, trial->flagged);
        add(summary.blocked, trial->blocked);
        summary.honest += trial->honest;
        summary.honest_votes += trial->honest_votes;
        weights.push_back(trial->honest_weight);
    }
    for (std::size_t by = 0; by < kRankings; ++by) {
        summary.rankings[by] = summarize_ranking(trials, by);
    }
    summary.honest_weight_worst = std::ranges::min(weights);
    summary.honest_weight_median = median(std::move(weights));
    return summary;
}

}  // namespace

std::int64_t CampaignPlan::trials() const
{
    return static_cast<std::int64_t>(seeds * (attacks.size() * shares.size() + 1));
}

std::vector<TrialFigures> run_campaign(
    CampaignPlan const& plan, std::function<void(std::int64_t done)> const& step
)
{
    auto by_seed = std::vector<std::vector<TrialFigures>>(plan.seeds);
    auto next = std::atomic<std::uint32_t>{0};
    auto done = std::int64_t{};
    auto mutex = std::mutex{};
    auto const work = [&] {
        for (auto seed = next++; seed < plan.seeds; seed = next++) {
            by_seed[seed] = run_seed(plan, plan.population.seed + seed, [&] {
                auto const lock = std::scoped_lock{mutex};
                step(++done);
            });
        }
    };
    {
        auto threads = std::vector<std::jthread>{};
        for (unsigned i = 1; i < std::min(plan.threads, plan.seeds); ++i) {
            threads.emplace_back(work);
        }
        work();
    }
    auto figures = std::vector<TrialFigures>{};
    for (auto& some : by_seed) {
        std::ranges::move(some, std::back_inserter(figures));
    }
    return figures;
}

std::vector<AttackSummary> summarize(std::span<TrialFigures const> trials)
{
    auto groups = std::vector<std::vector<TrialFigures const*>>{};
    for (auto const& trial : trials) {
        auto const group = std::ranges::find_if(groups, [&](auto const& members) {
            return members.front()->attack == trial.attack && members.front()->share == trial.share;
        });
        if (group == groups.end()) {
            groups.push_back({&trial});
        } else {
            group->push_back(&trial);
        }
    }
    auto summaries = std::vector<AttackSummary>{};
    for (auto const& group : groups) {
        summaries.push_back(summarize_group(group));
    }
    return summaries;
}

std::vector<Cost> costs(std::span<AttackSummary const> summaries)
{
    auto found = std::vector<Cost>{};
    for (auto const& summary : summaries) {
        if (summary.attack == AttackKind::none) {
            continue;
        }
        auto cost = std::ranges::find(found, summary.attack, &Cost::attack);
        if (cost == found.end()) {
            cost = found.insert(found.end(), Cost{.attack = summary.attack});
        }
        for (std::size_t by = 0; by < kRankings; ++by) {
            auto& least = cost->rankings[by];
            auto const& ranking = summary.rankings[by];
            if (ranking.reached > 0 && (least.share == 0 || summary.share < least.share)) {
                least = {summary.share, summary.attackers, *ranking.first_day};
            }
        }
    }
    return found;
}

std::vector<std::string> broken_promises(std::span<TrialFigures const> trials)
{
    auto broken = std::vector<std::string>{};
    for (auto const& trial : trials) {
        auto const name = fmt::format(
            "{} with {:.0f} % of the identities, seed {}",
            to_word(trial.attack),
            trial.share * 100,
            trial.seed
        );
        auto const& rise = trial.rises.front();
        if (rise.reached() && trial.share <= kPromisedShare) {
            broken.push_back(
                fmt::format("{}: rank {} in the {} chart", name, rise.best, to_word(rise.chart))
            );
        }
        auto const blocks = static_cast<double>(trial.blocked.wrong);
        if (blocks >= kPromisedBlocks * static_cast<double>(trial.honest)) {
            broken.push_back(fmt::format("{}: {} honest agents blocked", name, trial.blocked.wrong)
            );
        }
    }
    return broken;
}

}  // namespace upbeat::apps::simulation

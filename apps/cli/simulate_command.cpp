#include <upbeat/apps/cli/simulate_command.hpp>

#include <fstream>
#include <thread>

#include <fmt/format.h>

#include <upbeat/apps/cli/progress_bar.hpp>
#include <upbeat/apps/composition/vote_policy.hpp>
#include <upbeat/apps/simulate/report.hpp>

namespace upbeat::apps {
namespace {

using simulation::AttackKind;
using simulation::CampaignPlan;

CampaignPlan plan_of(Simulate const& command, Config const& config)
{
    auto plan = CampaignPlan{};
    plan.population.seed = command.seed;
    plan.population.honest = command.honest;
    plan.population.tracks = command.tracks;
    plan.population.attack_days = command.days;
    plan.seeds = command.seeds;
    plan.threads = std::max(1U, std::thread::hardware_concurrency());
    plan.policy = policy_of(config);
    plan.shares = {command.share / 100};
    if (command.sweep) {
        plan.shares = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3};
    }
    if (command.attack == "all") {
        plan.attacks.assign(simulation::kAttacks.begin(), simulation::kAttacks.end());
    } else if (auto const one = simulation::parse_attack(command.attack); one != AttackKind::none) {
        plan.attacks = {*one};
    }
    return plan;
}

}  // namespace

ExitCode simulate(Simulate const& command, Config const& config, Terminal const& terminal)
{
    auto const plan = plan_of(command, config);
    auto const figures = [&] {
        auto bar = ProgressBar{terminal.err, "trials", plan.trials(), terminal.quiet};
        return simulation::run_campaign(plan, [&bar](std::int64_t done) { bar.show(done); });
    }();
    if (!command.svg.empty()) {
        auto file = std::ofstream{command.svg};
        file << simulation::as_svg(plan, figures);
        if (!file.flush()) {
            return terminal.fail(
                ExitCode::storage, fmt::format("cannot write the picture to '{}'", command.svg)
            );
        }
    }
    terminal.out
        << (terminal.json      ? simulation::as_json(plan, figures)
            : command.markdown ? simulation::as_markdown(plan, figures)
                               : simulation::as_text(plan, figures));
    return simulation::broken_promises(figures).empty() ? ExitCode::ok : ExitCode::failure;
}

}  // namespace upbeat::apps

#include <boost/json.hpp>

#include <upbeat/apps/simulate/report.hpp>

namespace upbeat::apps::simulation {
namespace {

constexpr std::array<std::string_view, kRankings> kKeys{"upbeat", "plain_counts", "wilson"};

boost::json::object to_json(Rise const& rise)
{
    auto charts = boost::json::object{};
    for (std::size_t chart = 0; chart < kCharts; ++chart) {
        charts[to_word(static_cast<ChartName>(chart))] = rise.best_of[chart];
    }
    return {
        {"best_rank", rise.best},
        {"chart", to_word(rise.chart)},
        {"day", rise.day},
        {"top_ten_day", rise.top_day ? boost::json::value{*rise.top_day} : boost::json::value{}},
        {"best_by_chart", std::move(charts)},
    };
}

boost::json::object to_json(Detection const& detection)
{
    return {
        {"attackers_found", detection.right},
        {"honest_found", detection.wrong},
        {"attackers", detection.all},
        {"precision", detection.precision()},
        {"recall", detection.recall()},
    };
}

boost::json::object to_json(TrialFigures const& trial)
{
    auto object = boost::json::object{
        {"attack", to_word(trial.attack)},
        {"share", trial.share},
        {"seed", trial.seed},
        {"honest", trial.honest},
        {"attackers", trial.attackers},
        {"tracks", trial.tracks},
        {"votes", trial.votes},
        {"honest_votes_on_target", trial.target_votes},
        {"votes_held", to_json(trial.held)},
        {"votes_held_by_incidents", to_json(trial.held_by_incidents)},
        {"agents_named", to_json(trial.named)},
        {"agents_flagged", to_json(trial.flagged)},
        {"agents_blocked", to_json(trial.blocked)},
        {"incidents_by_investigation", trial.investigated},
        {"honest_votes", trial.honest_votes},
        {"honest_votes_over_quota", trial.honest_limited},
        {"honest_votes_refused", trial.honest_refused},
        {"honest_weight", trial.honest_weight},
    };
    for (std::size_t by = 0; by < kRankings; ++by) {
        auto ranking = to_json(trial.rises[by]);
        ranking["course"] = boost::json::value_from(trial.course[by]);
        object[kKeys[by]] = std::move(ranking);
    }
    return object;
}

}  // namespace

std::string as_json(CampaignPlan const& plan, std::span<TrialFigures const> trials)
{
    auto all = boost::json::array{};
    for (auto const& trial : trials) {
        all.push_back(to_json(trial));
    }
    auto const broken = broken_promises(trials);
    auto const& people = plan.population;
    return boost::json::serialize(boost::json::object{
               {"honest", people.honest},
               {"tracks", people.tracks},
               {"history_days", people.history_days},
               {"attack_days", people.attack_days},
               {"first_seed", people.seed},
               {"seeds", plan.seeds},
               {"promise_holds", broken.empty()},
               {"broken", boost::json::value_from(broken)},
               {"trials", std::move(all)}
           }) +
           "\n";
}

}  // namespace upbeat::apps::simulation

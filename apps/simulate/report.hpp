#pragma once

#include <span>
#include <string>

#include <upbeat/apps/simulate/campaign.hpp>

namespace upbeat::apps::simulation {

// The figures of a campaign for people on a terminal: what the promise is and whether it held.
std::string as_text(CampaignPlan const& plan, std::span<TrialFigures const> trials);
// The tables of docs/fairness.md.
std::string as_markdown(CampaignPlan const& plan, std::span<TrialFigures const> trials);
// One object: the plan and every trial.
std::string as_json(CampaignPlan const& plan, std::span<TrialFigures const> trials);
// The best rank of the lifted tracks over the days of the attack, one panel a ranking, one line an
// attack: the median of the seeds with the greatest share.
std::string as_svg(CampaignPlan const& plan, std::span<TrialFigures const> trials);

}  // namespace upbeat::apps::simulation

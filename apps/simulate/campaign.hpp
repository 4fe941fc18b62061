#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/apps/simulate/trial.hpp>

namespace upbeat::apps::simulation {

struct CampaignPlan {
    Population population{};  // its seed is the first one
    std::vector<AttackKind> attacks{};
    std::vector<double> shares{0.1};
    std::uint32_t seeds = 1;
    unsigned threads = 1;
    voting::VotePolicy policy{};

    // How many trials it takes; one more for each seed, without an attacker.
    std::int64_t trials() const;
};

// Runs every attack with every share and seed, and each seed once without an attacker. The result
// is in that order, whatever the number of threads. `step` is called after each trial, by one
// thread at a time.
std::vector<TrialFigures> run_campaign(
    CampaignPlan const& plan, std::function<void(std::int64_t done)> const& step
);

// The middle and the worst over the seeds of one attack with one share.
struct AttackSummary {
    struct Ranking {
        std::int64_t median_best = 0;
        std::int64_t worst_best = 0;
        ChartName worst_chart = ChartName::trending;
        std::int64_t reached = 0;           // seeds in which the top ten was reached
        std::optional<double> first_day{};  // the earliest of them
    };

    AttackKind attack = AttackKind::none;
    double share = 0;
    std::int64_t seeds = 0;
    std::int64_t attackers = 0;
    std::array<Ranking, kRankings> rankings{};
    // Summed over the seeds.
    Detection held{};
    Detection held_by_incidents{};
    Detection named{};
    Detection flagged{};
    Detection blocked{};
    std::int64_t honest = 0;
    std::int64_t honest_votes = 0;

    double honest_weight_median = 1;
    double honest_weight_worst = 1;
};

// One summary for each attack and share, in the order of their first trial.
std::vector<AttackSummary> summarize(std::span<TrialFigures const> trials);

// What it takes to reach the top ten at all: the smallest share with which any seed did.
struct Cost {
    AttackKind attack = AttackKind::none;
    struct Ranking {
        double share = 0;  // 0: not reached with any share that was tried
        std::int64_t attackers = 0;
        double day = 0;
    };
    std::array<Ranking, kRankings> rankings{};
};
std::vector<Cost> costs(std::span<AttackSummary const> summaries);

// Whether the promise held in all trials: no attack with at most 10 % of the identities reached the
// top ten, and fewer than one honest agent in a thousand was blocked. Empty, or what failed.
std::vector<std::string> broken_promises(std::span<TrialFigures const> trials);

}  // namespace upbeat::apps::simulation

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/apps/simulate/attack.hpp>
#include <upbeat/apps/simulate/population.hpp>
#include <upbeat/apps/simulate/standings.hpp>

namespace upbeat::apps::simulation {

inline constexpr std::int64_t kTop = 10;

// How far a ranking let the lifted tracks rise: the best rank of any of them in any chart.
struct Rise {
    std::int64_t best = 1'000'000;
    ChartName chart = ChartName::trending;
    double day = 0;                   // of the attack, when the best rank was first seen
    std::optional<double> top_day{};  // when the top ten was first reached
    std::array<std::int64_t, kCharts> best_of{};  // per chart

    bool reached() const { return best <= kTop; }
};

// Among all that were found, and among all that should have been.
struct Detection {
    std::int64_t right = 0;  // found, and of attackers
    std::int64_t wrong = 0;  // found, and honest
    std::int64_t all = 0;    // of attackers, found or not

    double precision() const;
    double recall() const;
};

struct TrialFigures {
    AttackKind attack = AttackKind::none;
    double share = 0;
    std::uint64_t seed = 0;
    std::int64_t honest = 0;
    std::int64_t attackers = 0;
    std::int64_t tracks = 0;
    std::int64_t votes = 0;         // accepted, of everybody
    std::int64_t target_votes = 0;  // honest ones on the target over the whole time
    std::array<Rise, kRankings> rises{};
    // Lifting votes that are out of the count at the end, and honest ones that are. Cover votes of
    // attackers are neither.
    Detection held{};
    Detection held_by_incidents{};  // of those: not by the newcomers' share
    // Agents by the incidents that were raised about them. Who votes honestly should have none.
    Detection named{};                // any, also one without a consequence
    Detection flagged{};              // one that halved the weight of their votes, or worse
    Detection blocked{};              // one that stopped them for a day, or until somebody looks
    std::int64_t investigated = 0;    // incidents that an investigation raised
    std::int64_t honest_votes = 0;    // accepted
    std::int64_t honest_limited = 0;  // attempts that met a quota
    std::int64_t honest_refused = 0;  // attempts that met a block or the owner's cap
    double honest_weight = 1;  // weight of honest votes that counts at the end, against no rules
    // The best rank in any chart, every two hours of the attack: for the picture.
    std::array<std::vector<std::int64_t>, kRankings> course{};
};

struct TrialPlan {
    AttackKind attack = AttackKind::none;
    double share = 0.1;
    voting::VotePolicy policy{};
};

// One site with its honest history, and what becomes of it with attackers added. Not thread-safe.
class Trials {
   public:
    explicit Trials(Population const& population);

    TrialFigures run(TrialPlan const& plan) const;

   private:
    void find_order();

    Population population_;
    History honest_;
    std::vector<std::uint32_t> order_{};  // tracks as honest voters alone place them
    double honest_weight_ = 0;            // in ten-thousandths, without any rule
};

}  // namespace upbeat::apps::simulation

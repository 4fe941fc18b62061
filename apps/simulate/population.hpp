#pragma once

#include <chrono>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include <upbeat/apps/simulate/history.hpp>
#include <upbeat/apps/simulate/random.hpp>

namespace upbeat::apps::simulation {

// Who lives on the site. The defaults are what docs/fairness.md describes.
struct Population {
    std::uint64_t seed = 1;
    std::uint32_t honest = 2000;
    std::uint32_t tracks = 600;
    int history_days = 7;  // before the attack
    int attack_days = 7;
    double votes_a_day = 1.6;  // of a listener, on average; heavy-tailed
};

// Which track an agent hears next, and what it thinks of it. Shared by honest agents and by
// attackers who want to look like them.
class Taste {
   public:
    explicit Taste(std::vector<SimulatedTrack> const& tracks);

    // Draws a track that exists at `at` and is not in `heard`; tracks.size() if none was found.
    std::uint32_t pick(
        SimulatedAgent const& agent,
        Timestamp at,
        std::unordered_set<std::uint32_t> const& heard,
        Random& random
    ) const;
    Direction judge(SimulatedAgent const& agent, std::uint32_t track, Random& random) const;

   private:
    std::vector<SimulatedTrack> const& tracks_;
    Wheel all_;
    std::vector<std::vector<std::uint32_t>> of_genre_;
    std::vector<Wheel> genres_;
};

// An instant of the day that begins at `midnight`, few of them at night.
Timestamp waking_instant(Timestamp midnight, Random& random);

// The honest part of a history: tracks, agents and their votes. The same population gives the same
// history.
History honest_history(Population const& population);

}  // namespace upbeat::apps::simulation

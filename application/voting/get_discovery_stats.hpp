#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/application/voting/voting_state.hpp>

namespace upbeat::voting {

struct DiscoveryStats {
    std::int64_t total_items = 0;
    std::int64_t total_tracks = 0;
    std::int64_t total_tools = 0;
    // By name; items without one are counted under "unknown".
    std::vector<std::pair<std::string, std::int64_t>> genres{};
    std::vector<std::pair<std::string, std::int64_t>> categories{};
    std::int64_t votes_cast = 0;
    std::int64_t unique_items_voted = 0;
    std::int64_t items_remaining = 0;
    double coverage_percent = 0;  // 0..100
};

// How far a voter has come through the catalogue. Memory only. Thread-safe.
class GetDiscoveryStats {
   public:
    explicit GetDiscoveryStats(VotingState const& state) : state_{state} {}

    DiscoveryStats execute(VoterNum voter) const;

   private:
    VotingState const& state_;
};

}  // namespace upbeat::voting

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/application/voting/voter_directory.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::voting {

struct LeaderboardLine {
    std::int64_t rank = 0;
    VoterCard voter{};
    Reputation reputation{};
    Weight weight{};
    std::int64_t votes = 0;
    std::string_view label{};
};

// The agents with the highest reputation; ties by votes, then by the older one. Suspended agents
// and those that never voted are not on it. Looks at every agent: about 0.1 us each. Thread-safe.
class GetLeaderboard {
   public:
    GetLeaderboard(VotingState const& state, VoterDirectory& voters, Clock const& clock)
        : state_{state}, voters_{voters}, clock_{clock}
    {
    }

    std::vector<LeaderboardLine> execute(std::size_t limit = 50);

   private:
    VotingState const& state_;
    VoterDirectory& voters_;
    Clock const& clock_;
};

}  // namespace upbeat::voting

#pragma once

#include <upbeat/application/identity/voter_standings.hpp>

namespace upbeat::voting {
class GetLeaderboard;
class GetVoterStanding;
}  // namespace upbeat::voting

namespace upbeat::identity {

// What its votes made of an agent, out of voting's memory.
class VoterStandingsGateway final : public VoterStandings {
   public:
    VoterStandingsGateway(
        voting::GetVoterStanding const& standing, voting::GetLeaderboard& leaderboard
    )
        : standing_{standing}, leaderboard_{leaderboard}
    {
    }

    VoterNumbers numbers(VoterNum voter) const override;
    std::vector<VoterNum> leaders(std::size_t count) const override;

   private:
    voting::GetVoterStanding const& standing_;
    voting::GetLeaderboard& leaderboard_;
};

}  // namespace upbeat::identity

#pragma once

#include <cstdint>

#include <upbeat/application/voting/adjust_reputation.hpp>
#include <upbeat/application/voting/cast_votes.hpp>
#include <upbeat/application/voting/discover.hpp>
#include <upbeat/application/voting/get_chart.hpp>
#include <upbeat/application/voting/get_discovery_stats.hpp>
#include <upbeat/application/voting/get_item_standing.hpp>
#include <upbeat/application/voting/get_leaderboard.hpp>
#include <upbeat/application/voting/get_voter_standing.hpp>
#include <upbeat/application/voting/list_votes.hpp>
#include <upbeat/application/voting/rebuild_state.hpp>

namespace upbeat::voting {

struct VotingPorts {
    Ledger& ledger;
    ItemDirectory& items;
    VoterDirectory& voters;
    ItemCards& cards;
    ReputationAdjustments& adjustments;
    Clock const& clock;
    CheckpointStore* checkpoints = nullptr;  // none: every start reads the whole ledger
};

// The front door: everything that voting can be asked to do. The state lives in here; all members
// are safe to call from any thread, except cast_votes, which belongs to the writer's thread.
class Voting {
   public:
    // `writer` is a number that no writer on this database ever had.
    Voting(VotingPorts const& ports, VotePolicy const& policy, std::int32_t writer);

    VotingState state;
    RebuildState rebuild_state;
    CastVotes cast_votes;
    GetChart get_chart;
    GetItemStanding get_item_standing;
    GetVoterStanding get_voter_standing;
    ListFlaggedVoters list_flagged_voters;
    ListItemVotes list_item_votes;
    ListMyVotes list_my_votes;
    Discover discover;
    GetDiscoveryStats get_discovery_stats;
    GetLeaderboard get_leaderboard;
    AdjustReputation adjust_reputation;
    GetReputationHistory get_reputation_history;
};

}  // namespace upbeat::voting

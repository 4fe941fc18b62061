#pragma once

#include <upbeat/application/voting/decide_incidents.hpp>
#include <upbeat/application/voting/investigate.hpp>
#include <upbeat/application/voting/list_incidents.hpp>
#include <upbeat/application/voting/moderate_votes.hpp>
#include <upbeat/application/voting/settle_incidents.hpp>
#include <upbeat/application/voting/voting.hpp>

namespace upbeat::voting {

struct ModerationPorts {
    Incidents& incidents;
    Ledger& ledger;
    VoterDirectory& voters;
    UnitOfWork& work;
    contracts::AuditLog& audit;
    IdGenerator& ids;
    Clock const& clock;
};

// The front door of everything against manipulation. Made after Voting and before its first vote;
// `submit` reaches the node's single writer. All members are safe to call from any thread.
class Moderation {
   public:
    Moderation(
        ModerationPorts const& ports, Voting& voting, VotePolicy const& policy, SubmitVotes submit
    );

    ConductWatch watch;
    AppendFollowUps follow_ups;
    SettleIncidents settle;
    DecideIncidents decide;
    ModerateVotes moderate_votes;
    Investigate investigate;
    ListIncidents list_incidents;
};

}  // namespace upbeat::voting

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/reputation_adjustments.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::voting {

struct ReputationChange {
    Reputation before{};
    Reputation after{};
};

struct AdjustReputationCommand {
    VoterNum voter{};
    Reputation target{};  // what the reputation should be from now on, before later votes
    std::string reason{};
    std::string by{};  // the administrator
    // Called in the unit of work of the adjustment, perhaps more than once: the audit entry.
    std::function<void(ReputationChange const&)> record{};
};

// Sets a reputation by hand: the difference stays in force on top of what votes earn. The caller
// has checked that an administrator asks. The difference is taken from what the storage holds, and
// memory changes only when it is committed, also as a part of an outer unit of work. Thread-safe.
class AdjustReputation {
   public:
    AdjustReputation(ReputationAdjustments& adjustments, VotingState& state, Clock const& clock)
        : adjustments_{adjustments}, state_{state}, clock_{clock}
    {
    }

    Result<ReputationChange> execute(AdjustReputationCommand const& command);

   private:
    ReputationChange plan(VoterStanding standing, ReputationAdjustment& adjustment);

    ReputationAdjustments& adjustments_;
    VotingState& state_;
    Clock const& clock_;
};

struct ReputationEvent {
    Timestamp at{};
    Reputation before{};
    Reputation after{};
    std::string reason{};  // "votes", or the administrator's words
};

struct ReputationHistory {
    Reputation current{};
    std::vector<ReputationEvent> events{};  // newest first, at most 100
};

// How a reputation came about: every move of a whole point or more, and every act of an
// administrator. Computed from the voter's own ledger entries, so nothing is written for it.
// Thread-safe, as the ports are.
class GetReputationHistory {
   public:
    GetReputationHistory(
        Ledger& ledger,
        ReputationAdjustments& adjustments,
        VotingState const& state,
        Clock const& clock
    )
        : ledger_{ledger}, adjustments_{adjustments}, state_{state}, clock_{clock}
    {
    }

    ReputationHistory execute(VoterNum voter);

   private:
    Ledger& ledger_;
    ReputationAdjustments& adjustments_;
    VotingState const& state_;
    Clock const& clock_;
};

}  // namespace upbeat::voting

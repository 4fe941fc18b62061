#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/reputation_adjustments.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::voting {

struct AdjustReputationCommand {
    VoterNum voter{};
    Reputation target{};  // what the reputation should be from now on, before later votes
    std::string reason{};
    std::string by{};  // the administrator
};

struct ReputationChange {
    Reputation before{};
    Reputation after{};
};

// Sets a reputation by hand: the difference stays in force on top of what votes earn. The caller
// has checked that an administrator asks and writes the audit log. Thread-safe.
class AdjustReputation {
   public:
    AdjustReputation(ReputationAdjustments& adjustments, VotingState& state, Clock const& clock)
        : adjustments_{adjustments}, state_{state}, clock_{clock}
    {
    }

    Result<ReputationChange> execute(AdjustReputationCommand const& command);

   private:
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

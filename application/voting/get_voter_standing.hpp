#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/detectors.hpp>
#include <upbeat/domain/voting/quota.hpp>
#include <upbeat/domain/voting/reputation.hpp>

namespace upbeat::voting {

struct VoterReport {
    VoterNum num{};
    Reputation reputation{};
    ReputationParts parts{};
    Weight weight{};  // what the next vote would count
    std::string_view label{};
    std::int64_t up = 0;
    std::int64_t down = 0;
    std::int64_t abstain = 0;
    std::int64_t total_votes = 0;  // standing ones
    std::optional<Timestamp> last_vote_at{};
    QuotaUsage usage{};
    VoteQuota quota{};  // of the tier that was asked with
    bool flagged = false;
    std::optional<Timestamp> flagged_until{};
    std::int32_t warnings = 0;
    bool blocked = false;  // no votes until then, or until somebody lifts a suspension
    std::optional<Timestamp> blocked_until{};
    bool suspended = false;
    std::int32_t penalty = 0;  // ten-thousandths of the reputation that are withheld
    // What says little by itself: unidirectional, platform_bias, metronome.
    std::vector<Detector> signals{};
};

// Reputation, weight, quota and flag of an agent, from memory. An agent that never voted, or is
// unknown, has an empty standing. Thread-safe.
class GetVoterStanding {
   public:
    GetVoterStanding(VotingState const& state, Clock const& clock, VotePolicy const& policy)
        : state_{state}, clock_{clock}, policy_{policy}
    {
    }

    VoterReport execute(VoterNum voter, Tier tier = Tier::free) const;

    // The refusal, if the ladder suspended the agent: its keys are good for nothing but its
    // incidents, its appeals and the end of a key.
    std::optional<Error> barred(VoterNum voter) const;

   private:
    VotingState const& state_;
    Clock const& clock_;
    VotePolicy policy_;
};

// Every voter with a running flag, the latest incident first.
class ListFlaggedVoters {
   public:
    ListFlaggedVoters(VotingState const& state, Clock const& clock) : state_{state}, clock_{clock}
    {
    }

    std::vector<VoterReport> execute() const;

   private:
    VotingState const& state_;
    Clock const& clock_;
};

}  // namespace upbeat::voting

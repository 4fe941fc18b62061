#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/voting/decide_incidents.hpp>
#include <upbeat/application/voting/follow_ups.hpp>
#include <upbeat/application/voting/voter_directory.hpp>

namespace upbeat::voting {

// Takes single votes, or all of an agent, out of the count by hand, and puts them back. The reason
// goes to the audit log before the votes move; votes that cannot take the step are left alone, so
// that a repeat is harmless. Not from within a unit of work. Thread-safe.
class ModerateVotes {
   public:
    struct Parts {
        AppendFollowUps& follow_ups;
        Ledger& ledger;
        VotingState const& state;
        UnitOfWork& work;
        contracts::AuditLog& audit;
        Clock const& clock;
    };

    explicit ModerateVotes(Parts const& parts) : parts_{parts} {}

    // vote_not_found. `operation` is void_vote or restore. Any revision's id stands for the vote.
    Result<FollowUpReport> one(Operation operation, std::string_view vote_id, DecidedBy const& by);
    // On one item, or on all that the agent ever voted on. item_not_found.
    Result<FollowUpReport> of_agent(
        Operation operation,
        VoterCard const& agent,
        std::optional<std::pair<ItemKind, std::string>> const& item,
        DecidedBy const& by
    );

   private:
    Result<FollowUpReport> run(
        Operation operation,
        std::vector<VoteKey> const& votes,
        contracts::AuditEntry entry,
        DecidedBy const& by
    );

    Parts parts_;
};

}  // namespace upbeat::voting

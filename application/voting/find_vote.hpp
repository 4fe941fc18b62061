#pragma once

#include <string_view>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/list_votes.hpp>
#include <upbeat/application/voting/voter_directory.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::voting {

// One entry of the ledger by its public id, also one that does not stand any more: what was counted
// can be looked up for ever. Thread-safe, as the ports are.
class FindVote {
   public:
    FindVote(Ledger& ledger, VotingState const& state, VoterDirectory& voters)
        : ledger_{ledger}, state_{state}, voters_{voters}
    {
    }

    // Fails with vote_not_found, for texts that are no vote's id too.
    Result<ListedVote> execute(std::string_view vote_id);

   private:
    Ledger& ledger_;
    VotingState const& state_;
    VoterDirectory& voters_;
};

}  // namespace upbeat::voting

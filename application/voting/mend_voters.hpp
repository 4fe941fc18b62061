#pragma once

#include <cstddef>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/reputation_adjustments.hpp>
#include <upbeat/application/voting/voting_state.hpp>

namespace upbeat::voting {

struct MendReport {
    std::size_t mended = 0;
    std::size_t left = 0;  // whose votes moved on meanwhile: the next call tries them again
};

// Folds anew, from the ledger, the standings of voters whose entries reached this node in another
// order than the ledger's, so that every node and every rebuild hold the same. Reads the history
// of each such voter; costs nothing when there is none. One thread at a time.
MendReport mend_late_voters(VotingState& state, Ledger& ledger, ReputationAdjustments& adjustments);

}  // namespace upbeat::voting

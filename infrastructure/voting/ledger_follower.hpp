#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <upbeat/application/voting/reputation_adjustments.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/infrastructure/voting/sql_ledger.hpp>
#include <upbeat/infrastructure/voting/writer_numbers.hpp>

namespace upbeat::voting {

// Folds what other nodes append to the ledger. Each writer numbers its entries in the order of its
// commits, so nothing is missed by asking for what follows the last one. For one thread.
class LedgerFollower {
   public:
    struct Parts {
        SqlLedger& ledger;
        WriterNumbers& writers;
        VotingState& state;
        ReputationAdjustments& adjustments;
        Clock const& clock;
    };

    // Goes on from what the state holds. The entries of `own` are folded by whoever writes them.
    LedgerFollower(Parts const& parts, std::int32_t own);

    // Folds everything new, and puts right what came out of order; gives the number of entries.
    // Throws sql::Unavailable, and goes on from where it was at the next call.
    std::size_t poll();

   private:
    void find_writers();

    Parts parts_;
    std::int32_t own_;
    WriterPositions positions_;
};

}  // namespace upbeat::voting

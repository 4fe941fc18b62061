#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/infrastructure/voting/sql_ledger.hpp>
#include <upbeat/infrastructure/voting/writer_numbers.hpp>

namespace upbeat::voting {

// Folds what other nodes append to the ledger. Each writer numbers its entries in the order of its
// commits, so nothing is missed by asking for what follows the last one. An entry whose item this
// node does not know yet waits until it does; what came later of its voter is not held up. For one
// thread.
class LedgerFollower {
   public:
    struct Parts {
        SqlLedger& ledger;
        WriterNumbers& writers;
        VotingState& state;
    };

    // `known` says what the state holds already: SqlLedger::scanned() after a rebuild, but for the
    // entries in `waiting`. The entries of `own` are folded by whoever writes them.
    LedgerFollower(
        Parts const& parts,
        std::int32_t own,
        WriterPositions known,
        std::deque<LedgerEntry> waiting = {}
    );

    // Folds everything new, and what waited for an item that is known by now; gives the number of
    // entries. Throws sql::Unavailable, and goes on from where it was at the next call.
    std::size_t poll();

    // How many entries wait, and how many were given up because more than kMostWaiting did.
    std::size_t waiting() const { return waiting_.size(); }
    std::size_t dropped() const { return dropped_; }

   private:
    void find_writers();
    std::size_t fold(std::vector<LedgerEntry> const& news);
    std::vector<LedgerEntry> take_due(std::vector<LedgerEntry> const& news);
    void keep(std::vector<LedgerEntry> const& left);

    Parts parts_;
    std::int32_t own_;
    WriterPositions positions_;
    std::deque<LedgerEntry> waiting_;  // in the order of LedgerPosition
    std::size_t dropped_ = 0;
};

}  // namespace upbeat::voting

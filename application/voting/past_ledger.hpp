#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/domain/voting/writer_positions.hpp>

namespace upbeat::voting {

// The questions to the ledger that only look back. Safe to call from any thread.
class PastLedger {
   public:
    using Positions = WriterPositions;
    using Visit = std::function<bool(std::span<LedgerEntry const>)>;

    virtual ~PastLedger() = default;

    // Every entry behind `positions`, in no order, in batches of a few thousand, from one snapshot:
    // half the price of Ledger::scan, because an entry holds only what counting needs (item, voter,
    // reason, source, flags, directions, weights and instants). Gives what positions are read then,
    // or the old ones if the visitor returned false and ended it.
    virtual Positions read(Positions const& positions, Visit const& visit) = 0;

    // With which votes a detector fired, in the order of time.
    virtual std::vector<std::pair<VoterNum, Timestamp>> flagged() = 0;

    // A voter's entries before a place in the ledger, in its order; the first `most` of them.
    virtual std::vector<LedgerEntry> life(
        VoterNum voter, LedgerPosition const& before, std::size_t most
    ) = 0;

    // Every revision of some votes, in the order of the ledger.
    virtual std::vector<LedgerEntry> revisions(std::span<VoteKey const> keys) = 0;
};

}  // namespace upbeat::voting

#pragma once

#include <upbeat/application/voting/past_ledger.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// The past of the ledger on SQLite and PostgreSQL. Safe to call from any thread. Throws
// sql::Unavailable.
class SqlPastLedger final : public PastLedger {
   public:
    explicit SqlPastLedger(sql::Database& database) : database_{database} {}

    Positions read(Positions const& positions, Visit const& visit) override;
    std::vector<std::pair<VoterNum, Timestamp>> flagged() override;
    std::vector<LedgerEntry> life(VoterNum voter, LedgerPosition const& before, std::size_t most)
        override;
    std::vector<LedgerEntry> revisions(std::span<VoteKey const> keys) override;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::voting

#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include <upbeat/application/voting/past_ledger.hpp>
#include <upbeat/application/voting/status_history.hpp>
#include <upbeat/tests/support/voting/memory_ledger.hpp>

namespace upbeat::testing {

// The past of a ledger in memory.
class MemoryPastLedger final : public voting::PastLedger {
   public:
    explicit MemoryPastLedger(MemoryLedger& ledger) : ledger_{ledger} {}

    Positions read(Positions const& positions, Visit const& visit) override;
    std::vector<std::pair<VoterNum, Timestamp>> flagged() override;
    std::vector<voting::LedgerEntry> life(
        VoterNum voter, voting::LedgerPosition const& before, std::size_t most
    ) override;
    std::vector<voting::LedgerEntry> revisions(std::span<voting::VoteKey const> keys) override;

    // Runs at the beginning of every read of the whole ledger: somebody is slow, or fails.
    void before_reading_all(std::function<void()> act) { before_all_ = std::move(act); }
    int readings() const { return readings_; }

   private:
    MemoryLedger& ledger_;
    std::function<void()> before_all_;
    int readings_ = 0;
};

class MemoryStatuses final : public voting::StatusHistory {
   public:
    void add(ItemNum item, Timestamp at, voting::ItemStatus status);
    std::vector<voting::StatusChange> since(Timestamp instant) override;

   private:
    std::mutex mutex_;
    std::vector<voting::StatusChange> changes_;
};

}  // namespace upbeat::testing

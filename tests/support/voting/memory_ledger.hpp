#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <tuple>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>

namespace upbeat::testing {

// The ledger in memory, for tests: the same contract as on a database. Safe to use from any thread.
class MemoryLedger final : public voting::Ledger {
   public:
    voting::AppendOutcome append(
        std::span<voting::LedgerRecord const> records, IdempotencyHook const& hook
    ) override;
    std::vector<std::optional<voting::LedgerEntry>> latest(std::span<voting::VoteKey const> keys
    ) override;
    std::optional<voting::LedgerRecord> find(voting::VoteId const& id) override;
    std::optional<std::vector<bool>> holds(std::span<voting::VoteId const> ids) override;
    void scan(std::optional<voting::LedgerPosition> after, Visit const& visit) override;
    std::int64_t count() override;
    Page<voting::LedgerRecord> by_item(
        ItemNum item, PageRequest const& page, std::optional<voting::VoteSource> source
    ) override;
    Page<voting::LedgerRecord> by_voter(VoterNum voter, PageRequest const& page) override;
    std::vector<voting::LedgerEntry> history(VoterNum voter) override;

    // For tests alone.
    std::vector<voting::LedgerEntry> entries() const;
    std::vector<voting::IdempotencyRow> idempotency_rows() const;
    int appends() const;
    int reads() const;
    // What the next appends answer instead of `stored`; written says whether it happened anyway.
    void break_next(voting::AppendOutcome::Status status, bool written);
    // The next holds() gets no answer.
    void break_next_question();
    // Appends that hold a comment with this text are refused as a whole.
    void refuse_comment(std::string text);
    // Runs at the beginning of the next append, before anything is looked at: another node's turn.
    void before_next_append(std::function<void()> act);

   private:
    using Key = std::tuple<ItemNum, VoterNum, std::int32_t>;
    struct Breakage {
        voting::AppendOutcome::Status status;
        bool written;
    };

    std::vector<std::size_t> taken_of(std::vector<voting::IdempotencyRow> const& rows) const;
    bool refuses(std::span<voting::LedgerRecord const> records) const;
    Page<voting::LedgerRecord> standing(
        std::function<bool(voting::LedgerRecord const&)> const& wanted, PageRequest const& page
    );

    mutable std::mutex mutex_;
    std::map<Key, voting::LedgerRecord> records_;
    std::map<std::pair<std::string, std::string>, voting::IdempotencyRow> rows_;
    std::vector<Breakage> breakages_;
    std::string refused_comment_;
    std::function<void()> before_append_;
    bool deaf_ = false;
    int appends_ = 0;
    int reads_ = 0;
};

}  // namespace upbeat::testing

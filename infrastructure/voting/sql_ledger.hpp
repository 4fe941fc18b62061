#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/voting/writer_positions.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// The ledger on SQLite and PostgreSQL. Safe to call from any thread. append() reports a database
// that does not answer as `unknown`; everything else throws sql::Unavailable.
class SqlLedger final : public Ledger {
   public:
    SqlLedger(sql::Database& database, Clock const& clock) : database_{database}, clock_{clock} {}

    AppendOutcome append(std::span<LedgerRecord const> records, IdempotencyHook const& hook = {})
        override;
    std::vector<std::optional<LedgerEntry>> latest(std::span<VoteKey const> keys) override;
    std::optional<LedgerRecord> find(VoteId const& id) override;
    std::optional<std::vector<bool>> holds(std::span<VoteId const> ids) override;
    void scan(std::optional<LedgerPosition> after, Visit const& visit) override;
    void follow(WriterPositions const& after, Visit const& visit) override;
    std::vector<LedgerEntry> recent(Timestamp since, std::size_t most) override;
    std::int64_t count() override;
    Page<LedgerRecord> by_item(
        ItemNum item, PageRequest const& page, std::optional<VoteSource> source = std::nullopt
    ) override;
    Page<LedgerRecord> by_voter(VoterNum voter, PageRequest const& page) override;
    OutOfCount out_of_count(ItemNum item) override;
    std::vector<LedgerEntry> history(VoterNum voter) override;

    // What to do whenever votes were stored: after the commit, on the thread that committed. Set it
    // before the first append; it must be quick and must not throw.
    void on_stored(std::function<void()> tell) { on_stored_ = std::move(tell); }

    // What follows the given positions, at most `most` entries of each writer, in the order of
    // LedgerPosition.
    std::vector<LedgerEntry> news(WriterPositions const& after, std::size_t most);

   private:
    std::vector<bool> append_alone(std::span<LedgerRecord const> records, int& tries);
    std::vector<bool> append_with_answers(
        std::span<LedgerRecord const> records,
        IdempotencyHook const& hook,
        int& tries,
        std::vector<std::size_t>& taken
    );
    void tell_when_stored(sql::Session& session) const;
    std::vector<std::size_t> keep_answers(
        sql::Session& session, std::vector<IdempotencyRow> const& rows
    );
    bool keep_answer(sql::Session& session, IdempotencyRow const& row);

    sql::Database& database_;
    Clock const& clock_;
    std::function<void()> on_stored_;
    // The fate of an earlier batch is open: entries that seem to be taken may be our own.
    std::atomic<bool> in_doubt_{false};
};

}  // namespace upbeat::voting

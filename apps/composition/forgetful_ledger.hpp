#pragma once

#include <utility>

#include <upbeat/application/voting/ledger.hpp>

namespace upbeat::apps {

// A ledger that says it stored what it is given and does not: `upbeat bench` measures with it what
// everything around the ledger costs. Reads go to the real one. Nothing else may use it.
class ForgetfulLedger final : public voting::Ledger {
   public:
    explicit ForgetfulLedger(voting::Ledger& real) : real_{real} {}

    voting::AppendOutcome append(
        std::span<voting::LedgerRecord const> records, IdempotencyHook const& hook
    ) override
    {
        std::vector<bool> inserted(records.size(), true);
        if (hook) {
            static_cast<void>(hook(inserted));
        }
        return {voting::AppendOutcome::Status::stored, std::move(inserted)};
    }
    std::vector<std::optional<voting::LedgerEntry>> latest(std::span<voting::VoteKey const> keys
    ) override
    {
        return real_.latest(keys);
    }
    std::optional<voting::LedgerRecord> find(voting::VoteId const& id) override
    {
        return real_.find(id);
    }
    std::optional<std::vector<bool>> holds(std::span<voting::VoteId const> ids) override
    {
        return real_.holds(ids);
    }
    void scan(std::optional<voting::LedgerPosition> after, Visit const& visit) override
    {
        real_.scan(after, visit);
    }
    std::vector<voting::LedgerEntry> recent(Timestamp since, std::size_t most) override
    {
        return real_.recent(since, most);
    }
    std::int64_t count() override { return real_.count(); }
    Page<voting::LedgerRecord> by_item(
        ItemNum item, PageRequest const& page, std::optional<voting::VoteSource> source
    ) override
    {
        return real_.by_item(item, page, source);
    }
    Page<voting::LedgerRecord> by_voter(VoterNum voter, PageRequest const& page) override
    {
        return real_.by_voter(voter, page);
    }
    voting::OutOfCount out_of_count(ItemNum item) override { return real_.out_of_count(item); }
    std::vector<voting::LedgerEntry> history(VoterNum voter) override
    {
        return real_.history(voter);
    }

   private:
    voting::Ledger& real_;
};

}  // namespace upbeat::apps

#pragma once

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/voter_directory.hpp>

namespace upbeat::apps::simulation {

// The ledger of a simulated site: the same contract as on a database, gone with the object. For one
// thread. 200 bytes an entry.
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
    std::int64_t count() override { return static_cast<std::int64_t>(entries_.size()); }
    Page<voting::LedgerRecord> by_item(
        ItemNum item, PageRequest const& page, std::optional<voting::VoteSource> source
    ) override;
    Page<voting::LedgerRecord> by_voter(VoterNum voter, PageRequest const& page) override;
    std::vector<voting::LedgerEntry> history(VoterNum voter) override;

    std::vector<voting::LedgerEntry> const& entries() const { return entries_; }
    // The latest revision of a vote, if there is one.
    voting::LedgerEntry const* newest(voting::VoteKey const& key) const;
    // The latest revision of every vote, whatever it says.
    std::vector<voting::LedgerEntry> votes() const;

   private:
    using Places = std::vector<std::uint32_t>;
    struct KeyHash {
        std::size_t operator()(voting::VoteKey const& key) const
        {
            return std::hash<std::int64_t>{}(key.item.value * 0x9E3779B1 + key.voter.value);
        }
    };

    Page<voting::LedgerRecord> standing(
        Places const& places,
        PageRequest const& page,
        std::function<bool(voting::LedgerEntry const&)> const& wanted
    ) const;

    std::vector<voting::LedgerEntry> entries_{};
    std::vector<bool> superseded_{};  // one each entry: whether there is a later revision
    std::unordered_map<voting::VoteKey, std::uint32_t, KeyHash> newest_{};
    std::unordered_map<std::int64_t, std::uint32_t> by_id_{};
    std::unordered_map<ItemNum, Places> by_item_{};
    std::unordered_map<VoterNum, Places> by_voter_{};
};

// Nobody but registered agents votes on a simulated site, and nobody asks for names.
class NoDirectory final : public voting::VoterDirectory {
   public:
    void each(std::function<void(voting::VoterFacts const&)> const& visit) override;
    std::vector<std::optional<VoterNum>> guests(std::span<std::string const> names) override;
    std::optional<voting::VoterCard> find(std::string const& id) override;
    std::vector<voting::VoterCard> cards(std::span<VoterNum const> voters) override;
    voting::Preferences preferences(VoterNum voter) override;
};

}  // namespace upbeat::apps::simulation

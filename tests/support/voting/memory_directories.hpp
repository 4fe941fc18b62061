#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <upbeat/application/voting/item_cards.hpp>
#include <upbeat/application/voting/item_directory.hpp>
#include <upbeat/application/voting/reputation_adjustments.hpp>
#include <upbeat/application/voting/voter_directory.hpp>

namespace upbeat::testing {

// Items for tests: the directory and the cards of what was added.
class MemoryItems final : public voting::ItemDirectory, public voting::ItemCards {
   public:
    void add(voting::ItemFacts const& facts);
    void each(std::function<void(voting::ItemFacts const&)> const& visit) override;
    std::vector<voting::ItemCard> cards(std::span<ItemNum const> items) override;

   private:
    std::mutex mutex_;
    std::map<ItemNum, voting::ItemFacts> items_;
};

// Agents for tests. Guests get numbers from a million on.
class MemoryVoters final : public voting::VoterDirectory {
   public:
    void add(voting::VoterFacts const& facts, std::string const& id);
    void prefer(VoterNum voter, voting::Preferences preferences);

    void each(std::function<void(voting::VoterFacts const&)> const& visit) override;
    std::vector<std::optional<VoterNum>> guests(std::span<std::string const> names) override;
    std::optional<voting::VoterCard> find(std::string const& id) override;
    std::vector<voting::VoterCard> cards(std::span<VoterNum const> voters) override;
    voting::Preferences preferences(VoterNum voter) override;

   private:
    std::mutex mutex_;
    std::map<VoterNum, voting::VoterFacts> facts_;
    std::map<std::string, voting::VoterCard> cards_;
    std::map<VoterNum, voting::Preferences> preferences_;
    std::int64_t next_guest_ = 1'000'000;
};

class MemoryAdjustments final : public voting::ReputationAdjustments {
   public:
    Result<std::int64_t> append(voting::ReputationAdjustment const& adjustment) override;
    Result<void> run(std::function<Result<void>()> const& work, std::function<void()> const& then)
        override;
    std::vector<voting::ReputationAdjustment> all() override;
    std::vector<voting::ReputationAdjustment> of(VoterNum voter) override;

   private:
    std::mutex mutex_;
    std::vector<voting::ReputationAdjustment> adjustments_;
};

}  // namespace upbeat::testing

#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <upbeat/application/catalog/catalog_reader.hpp>
#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/application/catalog/creators.hpp>
#include <upbeat/application/catalog/standings.hpp>
#include <upbeat/tests/support/catalog/recorders.hpp>

namespace upbeat::testing {

// Everything that was published and audited, in order; nothing of a unit of work that failed.
struct Aftermath {
    std::vector<contracts::Event> events{};
    std::vector<contracts::AuditEntry> audited{};
};

// A catalogue in memory that keeps every promise of its ports. Safe to use from any thread.
class MemoryCatalog final : public catalog::CatalogStore, public catalog::CatalogReader {
   public:
    Result<void> write(std::function<Result<void>(Tx&)> const& work) override;

    std::optional<catalog::Track> track(std::string const& id) override;
    std::optional<catalog::Tool> tool(std::string const& id) override;
    std::vector<catalog::Track> tracks(std::span<ItemNum const> nums) override;
    std::vector<catalog::Tool> tools(std::span<ItemNum const> nums) override;
    void each_track(Timestamp since, std::function<void(catalog::Track const&)> const& visit)
        override;
    void each_tool(Timestamp since, std::function<void(catalog::Tool const&)> const& visit)
        override;

    Aftermath aftermath() const;
    // Who hears of events besides the record.
    void tell(contracts::EventSink& sink) { sink_ = &sink; }

   private:
    struct Content {
        std::map<std::string, catalog::Track> tracks{};
        std::map<std::string, catalog::Tool> tools{};
        std::int64_t last_num = 0;
    };
    class Items;

    mutable std::recursive_mutex mutex_;
    Content content_;
    Aftermath aftermath_;
    contracts::EventSink* sink_ = nullptr;
};

// Vote numbers that a test writes down; items are ordered by weighted score, score or votes.
class FixedStandings final : public catalog::Standings {
   public:
    std::map<ItemNum, catalog::VoteNumbers> votes{};
    std::map<ItemNum, ItemKind> live{};

    catalog::VoteNumbers numbers(ItemNum item) const override;
    std::vector<catalog::VoteNumbers> numbers(std::vector<ItemNum> const& items) const override;
    void sort(std::vector<ItemNum>& items, catalog::StandingOrder order) const override;
    std::vector<ItemNum> slice(
        ItemKind kind, catalog::StandingOrder order, std::size_t offset, std::size_t count
    ) const override;
};

class FixedCreators final : public catalog::Creators {
   public:
    std::map<std::string, catalog::Creator> creators{};

    std::optional<catalog::Creator> find(std::string const& agent_id) override;
    std::vector<catalog::Creator> find_all(std::span<std::string const> agent_ids) override;
    int questions = 0;
};

}  // namespace upbeat::testing

#pragma once

#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>

namespace upbeat::catalog {

// The catalogue inside one session; lives as long as its unit of work.
class SqlCatalogItems final : public CatalogItems {
   public:
    explicit SqlCatalogItems(sql::Session& session) : session_{session} {}

    std::optional<Track> find_track(std::string const& id) override;
    std::optional<Tool> find_tool(std::string const& id) override;
    std::vector<Track> find_tracks(std::span<std::string const> ids) override;
    std::vector<Tool> find_tools(std::span<std::string const> ids) override;
    std::optional<std::string> find_twin(Track const& track) override;

    Result<void> add(Track& track) override;
    Result<void> add(Tool& tool) override;
    Result<void> add(std::span<Track> tracks) override;
    Result<void> add(std::span<Tool> tools) override;

    bool save(Track const& track) override;
    bool save(Tool const& tool) override;

   private:
    template <class Item>
    Result<void> add_items(std::span<Item> items, sql::Statement const& rows);

    // In catalog_status_changes, so that charts of the past know when an item was shown.
    void note_first_status(ItemNum item, Timestamp at, Status status);

    sql::Session& session_;
};

}  // namespace upbeat::catalog

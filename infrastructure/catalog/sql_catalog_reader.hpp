#pragma once

#include <upbeat/application/catalog/catalog_reader.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::catalog {

class SqlCatalogReader final : public CatalogReader {
   public:
    explicit SqlCatalogReader(sql::Database& database) : database_{database} {}

    std::optional<Track> track(std::string const& id) override;
    std::optional<Tool> tool(std::string const& id) override;
    std::vector<Track> tracks(std::span<ItemNum const> nums) override;
    std::vector<Tool> tools(std::span<ItemNum const> nums) override;
    void each_track(Timestamp since, std::function<void(Track const&)> const& visit) override;
    void each_tool(Timestamp since, std::function<void(Tool const&)> const& visit) override;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::catalog

#pragma once

#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::catalog {

// Safe to call from any thread.
class SqlCatalogStore final : public CatalogStore {
   public:
    SqlCatalogStore(sql::Database& database, contracts::EventSink& sink)
        : database_{database}, sink_{sink}
    {
    }

    Result<void> write(std::function<Result<void>(Tx&)> const& work) override;

   private:
    sql::Database& database_;
    contracts::EventSink& sink_;
};

}  // namespace upbeat::catalog

#pragma once

#include <upbeat/infrastructure/catalog/sql_catalog_reader.hpp>
#include <upbeat/infrastructure/catalog/sql_catalog_store.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "catalog_backend.hpp"

namespace upbeat::testing {

class SqlCatalogBackend final : public CatalogBackend {
   public:
    explicit SqlCatalogBackend(sql::Engine engine) : database_{engine} {}
    catalog::CatalogStore& store() override { return store_; }
    catalog::CatalogReader& reader() override { return reader_; }

   private:
    FreshDatabase database_;
    catalog::SqlCatalogStore store_{database_.get(), sink};
    catalog::SqlCatalogReader reader_{database_.get()};
};

}  // namespace upbeat::testing

#include "sql_catalog_backend.hpp"

std::unique_ptr<upbeat::testing::CatalogBackend> upbeat::testing::make_catalog_backend()
{
    return std::make_unique<SqlCatalogBackend>(sql::Engine::postgres);
}

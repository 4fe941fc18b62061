#include <upbeat/infrastructure/catalog/sql_catalog_store.hpp>

#include <upbeat/infrastructure/catalog/sql_catalog_items.hpp>
#include <upbeat/infrastructure/platform/events/session_events.hpp>

namespace upbeat::catalog {

Result<void> SqlCatalogStore::write(std::function<Result<void>(Tx&)> const& work)
{
    return database_.write([&](sql::Session& session) {
        SqlCatalogItems items{session};
        platform::SessionEvents events{session, sink_};
        Tx tx{items, audit_, events};
        return work(tx);
    });
}

}  // namespace upbeat::catalog

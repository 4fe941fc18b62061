#include <upbeat/infrastructure/catalog/sql_catalog_store.hpp>

#include <upbeat/infrastructure/catalog/sql_catalog_items.hpp>
#include <upbeat/infrastructure/platform/events/session_events.hpp>
#include <upbeat/infrastructure/platform/records/sql_audit_log.hpp>

namespace upbeat::catalog {

Result<void> SqlCatalogStore::write(std::function<Result<void>(Tx&)> const& work)
{
    return database_.write([&](sql::Session& session) {
        SqlCatalogItems items{session};
        platform::SqlAuditLog audit{session};
        platform::SessionEvents events{session, sink_};
        Tx tx{items, audit, events};
        return work(tx);
    });
}

}  // namespace upbeat::catalog

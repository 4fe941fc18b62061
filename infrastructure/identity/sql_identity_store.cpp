#include <upbeat/infrastructure/identity/sql_identity_store.hpp>

#include <upbeat/infrastructure/identity/sql_agents.hpp>
#include <upbeat/infrastructure/identity/sql_api_keys.hpp>
#include <upbeat/infrastructure/platform/events/session_events.hpp>
#include <upbeat/infrastructure/platform/records/sql_audit_log.hpp>

namespace upbeat::identity {

Result<void> SqlIdentityStore::write(std::function<Result<void>(Tx&)> const& work)
{
    return database_.write([&](sql::Session& session) {
        SqlAgents agents{session};
        SqlApiKeys keys{session};
        platform::SqlAuditLog audit{session};
        platform::SessionEvents events{session, sink_};
        Tx tx{agents, keys, audit, events};
        return work(tx);
    });
}

}  // namespace upbeat::identity

#include <upbeat/infrastructure/voting/unit_audit_log.hpp>

#include <upbeat/infrastructure/platform/records/sql_audit_log.hpp>

namespace upbeat::voting {

void UnitAuditLog::record(contracts::AuditEntry const& entry)
{
    static_cast<void>(database_.write([&](sql::Session& session) -> Result<void> {
        platform::SqlAuditLog{session}.record(entry);
        return {};
    }));
}

}  // namespace upbeat::voting

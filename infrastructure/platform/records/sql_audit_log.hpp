#pragma once

#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>

namespace upbeat::platform {

// Writes into platform_audit; made inside a unit of work, and part of it.
class SqlAuditLog final : public contracts::AuditLog {
   public:
    explicit SqlAuditLog(sql::Session& session) : session_{session} {}

    void record(contracts::AuditEntry const& entry) override;

   private:
    sql::Session& session_;
};

// Safe to call from any thread. Throws Unavailable.
class SqlAuditReader final : public contracts::AuditReader {
   public:
    explicit SqlAuditReader(sql::Database& database) : database_{database} {}

    Page<contracts::AuditEntry> entries(contracts::AuditQuery const& query) override;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::platform

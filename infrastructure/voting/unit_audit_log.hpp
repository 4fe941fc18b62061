#pragma once

#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// Writes each entry in the calling thread's unit of work, or in one of its own where there is none.
// Safe to call from any thread; throws sql::Unavailable.
class UnitAuditLog final : public contracts::AuditLog {
   public:
    explicit UnitAuditLog(sql::Database& database) : database_{database} {}

    void record(contracts::AuditEntry const& entry) override;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::voting

#pragma once

#include <string>
#include <vector>

#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/page.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::contracts {

// One act of an administrator: who did what to which object, when and why.
struct AuditEntry {
    std::int64_t number = 0;  // given by the store, ascending
    Timestamp at{};
    std::string actor{};   // an agent's id, "admin" for the configured key, "system"
    std::string action{};  // "track.removed", "agent.suspended", "key.revoked", ...
    std::string target_type{};
    std::string target_id{};
    std::string reason{};  // as the administrator gave it, or empty
    std::string request_id{};
    std::string detail{};  // what changed, in words; never a secret

    bool operator==(AuditEntry const&) const = default;
};

// Writes into the unit of work it belongs to: an act and its entry are kept or lost together.
class AuditLog {
   public:
    virtual ~AuditLog() = default;
    virtual void record(AuditEntry const& entry) = 0;
};

struct AuditQuery {
    std::string actor{};  // empty: every one
    std::string action{};
    std::string target_id{};
    PageRequest page{};
};

// Newest first.
class AuditReader {
   public:
    virtual ~AuditReader() = default;
    virtual Page<AuditEntry> entries(AuditQuery const& query) = 0;
};

}  // namespace upbeat::contracts

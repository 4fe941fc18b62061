#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/page.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::platform {

// One act of an administrator. `before` and `after` are JSON objects of what changed, without
// secrets; empty where there is nothing to tell.
struct AuditEntry {
    std::string actor_id;
    std::string key_id;
    std::string action;   // "agent.suspend", "track.delete", ...
    std::string subject;  // the id of what was acted upon
    std::string reason;
    std::string before;
    std::string after;
    std::string request_id;
    Timestamp at{};
    std::int64_t seq = 0;  // given by the log, increasing
};

struct AuditQuery {
    std::optional<std::string> actor_id{};
    std::optional<std::string> action{};
    std::optional<std::string> subject{};
    PageRequest page{};
};

// Append-only. `append` joins the caller's unit of work, so that an act and its entry are one.
class AuditLog {
   public:
    virtual ~AuditLog() = default;
    virtual void append(AuditEntry const& entry) = 0;
    virtual Page<AuditEntry> list(AuditQuery const& query) = 0;  // newest first
};

}  // namespace upbeat::platform

#pragma once

#include <string>
#include <string_view>

#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/contracts/events.hpp>
#include <upbeat/domain/identity/agent.hpp>
#include <upbeat/domain/identity/api_key.hpp>
#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::identity {

// Who asks for a change, and what the audit log should know of it.
struct Act {
    Actor actor{};
    std::string reason{};
    std::string request_id{};
};

Result<void> require_agent(Actor const& actor);  // an agent in good standing
Result<void> require_admin(Actor const& actor);

contracts::AgentChanged changed(Agent const& agent);
contracts::KeyChanged changed(ApiKey const& key);

// What an entry says besides who and when.
struct Audited {
    std::string_view action;
    std::string_view target_type;
    std::string_view target_id;
    std::string detail{};
};

// Writes an entry if the act is an administrator's.
void audit(contracts::AuditLog& log, Act const& act, Timestamp now, Audited const& what);

}  // namespace upbeat::identity

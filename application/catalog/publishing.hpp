#pragma once

#include <string>

#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/contracts/events.hpp>
#include <upbeat/domain/catalog/tool.hpp>
#include <upbeat/domain/catalog/track.hpp>
#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::catalog {

// Who asks for a change, and what the audit log should know of it.
struct Act {
    Actor actor{};
    std::string reason{};
    std::string request_id{};
};

// Agents and administrators may publish; a suspended agent may not.
Result<void> may_publish(Actor const& actor);

// Whether the actor may change what `owner` published; others are told that it does not exist.
bool may_change(Actor const& actor, Owner const& owner);

Owner owner_of_new(Actor const& actor);

contracts::ItemChanged changed(Track const& track);
contracts::ItemChanged changed(Tool const& tool);

// Writes an entry if the act is an administrator's.
void audit(
    contracts::AuditLog& log,
    Act const& act,
    Timestamp now,
    std::string_view action,
    std::string_view target_type,
    std::string_view target_id
);

}  // namespace upbeat::catalog

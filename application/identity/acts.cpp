#include <upbeat/application/identity/acts.hpp>

#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {

Result<void> require_agent(Actor const& actor)
{
    if (!actor.is_agent()) {
        return fail(key_required());
    }
    if (actor.suspended) {
        return fail(agent_suspended());
    }
    return {};
}

Result<void> require_admin(Actor const& actor)
{
    if (actor.is_anonymous()) {
        return fail(key_required());
    }
    if (!actor.is_admin()) {
        return fail(admin_required());
    }
    return {};
}

contracts::AgentChanged changed(Agent const& agent)
{
    return {
        .voter = agent.num,
        .agent_id = agent.id,
        .created_at = agent.created_at,
        .changed_at = agent.updated_at,
        .guest = agent.origin == Origin::guest,
        .suspended = agent.status == AgentStatus::suspended,
        .preferences = agent.preferences,
    };
}

contracts::KeyChanged changed(ApiKey const& key)
{
    return {.key_id = key.id, .key_hash = key.hash, .changed_at = key.changed_at};
}

void audit(contracts::AuditLog& log, Act const& act, Timestamp now, Audited const& what)
{
    if (!act.actor.is_admin()) {
        return;
    }
    log.record({
        .at = now,
        .actor = act.actor.id,
        .action = std::string{what.action},
        .target_type = std::string{what.target_type},
        .target_id = std::string{what.target_id},
        .reason = act.reason,
        .request_id = act.request_id,
        .detail = what.detail,
    });
}

}  // namespace upbeat::identity

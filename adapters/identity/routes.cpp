#include <upbeat/adapters/identity/routes.hpp>

#include <upbeat/adapters/identity/identity_endpoints.hpp>

namespace upbeat::identity {

http::Endpoints routes(Identity& identity, contracts::AuditReader& audit)
{
    return {
        register_agent_endpoint(identity),
        own_agent_endpoint(identity),
        revise_own_agent_endpoint(identity),
        preferences_endpoint(identity),
        set_preferences_endpoint(identity),
        rotate_key_endpoint(identity),
        list_agents_endpoint(identity),
        leaderboard_endpoint(identity),
        agent_profile_endpoint(identity),
        issue_key_endpoint(identity),
        list_keys_endpoint(identity),
        revoke_key_endpoint(identity),
        set_key_tier_endpoint(identity),
        agent_status_endpoint(identity),
        suspend_agent_endpoint(identity),
        activate_agent_endpoint(identity),
        set_agent_status_endpoint(identity),
        audit_endpoint(audit),
    };
}

}  // namespace upbeat::identity

#pragma once

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/identity/identity.hpp>

namespace upbeat::identity {

// One function for each declaration; routes.hpp gathers them.
http::Endpoint register_agent_endpoint(Identity& identity);
http::Endpoint own_agent_endpoint(Identity& identity);
http::Endpoint revise_own_agent_endpoint(Identity& identity);
http::Endpoint preferences_endpoint(Identity& identity);
http::Endpoint set_preferences_endpoint(Identity& identity);
http::Endpoint rotate_key_endpoint(Identity& identity);
http::Endpoint list_agents_endpoint(Identity& identity);
http::Endpoint leaderboard_endpoint(Identity& identity);
http::Endpoint agent_profile_endpoint(Identity& identity);

http::Endpoint issue_key_endpoint(Identity& identity);
http::Endpoint list_keys_endpoint(Identity& identity);
http::Endpoint revoke_key_endpoint(Identity& identity);
http::Endpoint set_key_tier_endpoint(Identity& identity);

http::Endpoint agent_status_endpoint(Identity& identity);
http::Endpoint suspend_agent_endpoint(Identity& identity);
http::Endpoint activate_agent_endpoint(Identity& identity);
http::Endpoint set_agent_status_endpoint(Identity& identity);
http::Endpoint audit_endpoint(contracts::AuditReader& audit);

}  // namespace upbeat::identity

#pragma once

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/identity/identity.hpp>

namespace upbeat::identity {

// The endpoints of agents, their keys, and what administrators do about them.
http::Endpoints routes(Identity& identity, contracts::AuditReader& audit);

}  // namespace upbeat::identity

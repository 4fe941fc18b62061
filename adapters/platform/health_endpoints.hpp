#pragma once

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/platform/health_source.hpp>

namespace upbeat::platform {

// GET /health for people and monitors, /health/live and /health/ready for whoever restarts or
// routes. Answered on the I/O thread from what is known, so they answer also when every worker
// waits for a database that is gone. `source` outlives the endpoints.
http::Endpoints health_endpoints(HealthSource const& source);

}  // namespace upbeat::platform

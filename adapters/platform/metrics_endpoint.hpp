#pragma once

#include <functional>
#include <string>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/ip_address.hpp>

namespace upbeat::platform {

// GET /metrics in the Prometheus text format, for clients in `allowed` only; to others the path
// does not exist. `read` runs on a worker.
http::Endpoint metrics_endpoint(http::NetworkList allowed, std::function<std::string()> read);

}  // namespace upbeat::platform

#pragma once

#include <string>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/openapi.hpp>

namespace upbeat::http {

// The description of the given endpoints for programs and for people: /openapi.json, /docs (Swagger
// UI, to try things), /redoc (to read) and /docs/errors (what the codes mean). Everything they show
// comes from this server. Serve them beside the endpoints themselves.
Endpoints docs_endpoints(Endpoints const& described, ApiDescription const& about);

// The table of error codes, as HTML.
std::string errors_page(Endpoints const& endpoints);

}  // namespace upbeat::http

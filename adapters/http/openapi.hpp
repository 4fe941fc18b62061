#pragma once

#include <string>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/endpoint.hpp>

namespace upbeat::http {

// What the document says besides the endpoints.
struct ApiDescription {
    std::string title = "Upbeat";
    std::string version{};
    std::string description{};
    std::string license = "All rights reserved";
    std::string server = "/";
    std::vector<std::pair<std::string, std::string>> tags{
    };  // in reading order, with a sentence each
};

// The OpenAPI 3.1 document of the endpoints, as JSON text: paths in the order of declaration, every
// alias a path of its own. The same endpoints always give the same bytes.
std::string openapi_document(Endpoints const& endpoints, ApiDescription const& about);

}  // namespace upbeat::http

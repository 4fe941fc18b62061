#pragma once

#include <memory>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/router.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// Reads path, query and body of a request by its route's schemas. Everything that is wrong with
// them is reported together, as validation_failed; a body that is not JSON at all, or of another
// content type, by itself.
Result<std::unique_ptr<Call>> read_input(
    Route const& route, PathParameters const& parameters, Request const& request
);

}  // namespace upbeat::http

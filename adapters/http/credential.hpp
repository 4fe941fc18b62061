#pragma once

#include <optional>
#include <string_view>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/request.hpp>
#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// The credential a request carries: "Authorization: Bearer ..." or "X-API-Key: ...". Nothing when
// it carries none; an error for another scheme, an empty token, or two that differ. A view into the
// request.
Result<std::optional<std::string_view>> credential_of(Request const& request);

// Whether the actor may use an endpoint of this class.
Result<void> permits(Auth auth, Actor const& actor);

}  // namespace upbeat::http

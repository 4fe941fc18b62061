#pragma once

#include <optional>
#include <string_view>

#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/server/refusal.hpp>

namespace upbeat::http {

// Fills target, path and query of a request from the target as sent. The absolute form
// ("http://host/path") is reduced to its path when it names the host of the Host header; the
// asterisk form is kept for OPTIONS. Refuses what cannot be decoded to UTF-8 without controls.
std::optional<Refusal> read_target(std::string_view sent, Request& request);

}  // namespace upbeat::http

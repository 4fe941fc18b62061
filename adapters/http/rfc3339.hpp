#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::http {

// "2026-11-21T13:08:11Z", with ".123" where there are milliseconds. For the years 0 to 9999.
std::string to_rfc3339(Timestamp at);

// Any offset, fractions of any length (cut to microseconds), 'T' or a space, 'Z' or 'z'.
// Nothing for anything else, leap seconds and impossible dates included.
std::optional<Timestamp> parse_rfc3339(std::string_view text);

}  // namespace upbeat::http

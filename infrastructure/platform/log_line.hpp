#pragma once

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>

#include <upbeat/infrastructure/platform/log.hpp>

namespace upbeat::platform {

std::string_view to_word(LogLevel level);

// RFC 3339 in UTC with milliseconds.
std::string time_text(std::chrono::system_clock::time_point at);

// One event as one line, without its end. Whatever the values hold, the line stays one line:
// control characters and quotes are escaped, so nobody can forge a line through a header or a name.
std::string log_line(
    LogFormat format,
    std::string_view time,
    LogLevel level,
    std::string_view event,
    std::initializer_list<LogField> fields
);

}  // namespace upbeat::platform

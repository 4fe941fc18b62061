#pragma once

#include <string>
#include <string_view>

#include <upbeat/adapters/http/headers.hpp>

namespace upbeat::http {

// Appends "name: value\r\n". Control characters in the value become blanks, so that no text from
// outside can end a line.
void append_line(std::string& head, std::string_view name, std::string_view value);
void append_line(std::string& head, std::string_view name, std::size_t value);

// Appends every line of `headers`, then the security headers that are not among them.
void append_lines(std::string& head, Headers const& headers);

}  // namespace upbeat::http

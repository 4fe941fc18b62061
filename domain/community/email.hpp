#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace upbeat::community {

// An address as the waitlist compares it: trimmed and in lower case. Nothing when the text has not
// exactly one '@' with something before it and a name with a dot behind it, when it has spaces or
// control characters, or more than 255 bytes.
std::optional<std::string> normal_email(std::string_view text);

}  // namespace upbeat::community

#pragma once

#include <string>
#include <string_view>

namespace upbeat::voting {

// Bytes as text of 64 plain letters, without padding. bytes_of() gives an empty text for what
// base64_of() cannot have made. Some 500 MB/s.
std::string base64_of(std::string_view bytes);
std::string bytes_of(std::string_view base64);

}  // namespace upbeat::voting

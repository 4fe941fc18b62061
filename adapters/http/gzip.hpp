#pragma once

#include <string>
#include <string_view>

namespace upbeat::http {

// Answers below this size travel as they are: the gain is less than the cost.
inline constexpr std::size_t kWorthCompressing = 1024;

// Whether content of this type usually shrinks.
bool is_compressible(std::string_view content_type);

// The text as one gzip member; empty when it would not be smaller. About 10 us per KB.
std::string gzip(std::string_view text);

}  // namespace upbeat::http

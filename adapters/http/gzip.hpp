#pragma once

#include <string>
#include <string_view>

namespace upbeat::http {

// Answers below this size travel as they are: the gain is less than the cost.
inline constexpr std::size_t kWorthCompressing = 1024;

// Whether content of this type usually shrinks.
bool is_compressible(std::string_view content_type);

// `thorough` for what is sent many times (about 12 us per KB), `quick` for what is sent once.
enum class GzipEffort { quick, thorough };

// The text as one gzip member; empty when it would not be smaller.
std::string gzip(std::string_view text, GzipEffort effort);

}  // namespace upbeat::http

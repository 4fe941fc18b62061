#pragma once

#include <string_view>

namespace upbeat::http {

// Whether an Accept-Encoding value allows gzip: named, or by "*", and not with q=0.
bool accepts_gzip(std::string_view accept_encoding);

// Whether an If-None-Match value names the tag (given with quotes) by the weak comparison of
// RFC 9110 8.8.3.2, or is "*".
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace upbeat::http

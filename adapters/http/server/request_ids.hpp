#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace upbeat::http {

// Makes request ids: 13 letters and digits, which fit a std::string without an allocation. For
// finding a request in a log, not a secret. One per thread.
class RequestIds {
   public:
    RequestIds();
    void next(std::string& id);

   private:
    std::uint64_t state_;
};

// Whether a client's own X-Request-Id may be taken over: 1..64 of [A-Za-z0-9._-].
bool is_request_id(std::string_view text);

}  // namespace upbeat::http

#pragma once

#include <string_view>

#include <upbeat/adapters/http/response.hpp>

namespace upbeat::http {

// Why the server itself turns a request down, before any application sees it. All texts are
// literals.
struct Refusal {
    unsigned status;
    std::string_view code;
    std::string_view detail;
};

// The refusal as application/problem+json.
Response problem_response(Refusal const& refusal, std::string_view request_id);

namespace refusals {

inline constexpr Refusal kBusy{
    503, "too_many_connections", "The server has as many connections as it can serve."
};
inline constexpr Refusal kInternal{500, "internal_error", "Something went wrong on our side."};
inline constexpr Refusal kSlowHead{408, "request_timeout", "The request did not arrive in time."};
inline constexpr Refusal kSlowBody{
    408, "request_timeout", "The body of the request did not arrive in time."
};
inline constexpr Refusal kHeadTooLarge{
    431, "headers_too_large", "The headers of the request are too large."
};
inline constexpr Refusal kTargetTooLong{
    414, "target_too_long", "The target of the request is too long."
};
inline constexpr Refusal kBodyTooLarge{
    413, "body_too_large", "The body is larger than this route accepts."
};
inline constexpr Refusal kMalformed{400, "malformed_request", "This is not a sound HTTP request."};

}  // namespace refusals

}  // namespace upbeat::http

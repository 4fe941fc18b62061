#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/responder.hpp>
#include <upbeat/adapters/http/response.hpp>

namespace upbeat::http {

// What is decided once the head of a request with a body is known, before that body is read.
struct HeadVerdict {
    std::size_t body_limit = 64 * 1024;  // bytes; a larger body is 413
    std::optional<Response> refusal{};   // sent at once, and the connection is closed
};

// What the server serves. Both calls come from I/O threads, several at a time, and must not block.
// An exception that leaves them is a 500 for that request alone.
class Application {
   public:
    virtual ~Application() = default;

    // Asked only about requests that announce a body. `target` is in origin form, with the query.
    virtual HeadVerdict on_head(Method method, std::string_view target, Headers const& headers) = 0;

    // A HEAD request is to be answered as the GET would be; the server leaves the body out.
    // The request may be moved from; whatever is left of it is reused.
    virtual void handle(Request&& request, Responder respond) = 0;
};

}  // namespace upbeat::http

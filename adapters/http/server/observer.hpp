#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include <upbeat/adapters/http/request.hpp>

namespace upbeat::http {

// One answered request, for the access log and the metrics. Views are valid during the call.
struct AnsweredRequest {
    std::optional<Method> method;  // none where the request was not understood
    std::string_view route;        // the template, empty where nothing matched
    std::string_view target;
    unsigned status;
    std::uint64_t bytes;                 // sent, head included
    std::chrono::microseconds duration;  // from the first byte read to the last byte sent
    std::string_view request_id;
    IpAddress client;
};

// Told about every answer, on the I/O thread that sent it: must not block and not throw.
class Observer {
   public:
    virtual ~Observer() = default;
    virtual void answered(AnsweredRequest const& request) noexcept = 0;

    // An exception left the application; the client got a 500 that says nothing of it.
    virtual void application_threw(std::string_view request_id, std::string_view what) noexcept = 0;
};

}  // namespace upbeat::http

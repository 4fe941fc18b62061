#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace upbeat::apps {

// Requests at a rate of their own, whether or not earlier ones are answered: what a crowd does.
struct OfferedLoad {
    unsigned port = 0;  // on this machine
    int connections = 1024;
    double rate = 0;  // a second; 0: each connection asks again as soon as it is answered
    double seconds = 5;
    // Appends the text of the next request, head and body.
    std::function<void(std::string& out)> next{};
    unsigned expected = 201;
};

struct OfferedOutcome {
    double offered = 0;          // requests a second that were sent
    double good = 0;             // answers a second with the expected status
    double refused = 0;          // answers a second with 429 or 503
    double good_p99 = 0;         // milliseconds
    double refused_p99 = 0;      // milliseconds
    std::int64_t malformed = 0;  // refusals without Retry-After
    std::int64_t other = 0;      // answers of any other kind, and broken connections
};

// On one thread, over keep-alive connections with one request under way each. A request that is due
// while no connection is free is not sent, so `offered` may stay below the rate.
OfferedOutcome offer(OfferedLoad const& load);

}  // namespace upbeat::apps

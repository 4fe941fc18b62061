#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::platform {

// So many requests in so much time. Both must be positive.
struct Quota {
    std::int64_t requests = 1;
    std::chrono::microseconds window = std::chrono::seconds{1};

    bool operator==(Quota const&) const = default;
};

// What one request met.
struct LimitDecision {
    bool allowed = true;
    std::int64_t remaining = 0;                // requests that may follow at once
    std::chrono::microseconds retry_after{0};  // until one request is allowed again; 0 if it is now
    std::chrono::microseconds reset_after{0};  // until the whole quota is free again
    Timestamp arrival{};                       // what to remember for the next decision
};

// The generic cell rate algorithm: a full quota may come at once, after that one request per
// window / requests. The only memory is the theoretical arrival time of the next request; nothing
// when the principal was never seen. A refused request costs nothing.
LimitDecision decide(Quota const& quota, std::optional<Timestamp> arrival, Timestamp now);

}  // namespace upbeat::platform

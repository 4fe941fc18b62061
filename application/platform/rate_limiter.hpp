#pragma once

#include <string>
#include <string_view>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/platform/rate_limit.hpp>

namespace upbeat::platform {

// A named quota. The name is part of what is counted and is told to the client.
struct LimitRule {
    std::string name;
    Quota quota;
};

// Counts requests per (rule, principal). Safe to call from any thread and quick enough for an I/O
// thread: an implementation never waits for a network or a disk.
class RateLimiter {
   public:
    virtual ~RateLimiter() = default;

    // Checks and counts in one step.
    virtual LimitDecision take(
        LimitRule const& rule, std::string_view principal, Timestamp now
    ) = 0;
};

}  // namespace upbeat::platform

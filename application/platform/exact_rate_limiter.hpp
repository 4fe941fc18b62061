#pragma once

#include <upbeat/application/platform/rate_limiter.hpp>

namespace upbeat::platform {

// A RateLimiter that can also be asked without counting, and can be asked exactly where several
// nodes count together. Safe to call from any thread.
class ExactRateLimiter : public RateLimiter {
   public:
    // Checks only. As quick as take().
    virtual LimitDecision look(LimitRule const& rule, std::string_view principal, Timestamp now)
        const = 0;

    // As take(), but over all nodes not one request more than the rule has. May wait for a network,
    // at most 100 ms: for rules that allow little, on workers.
    virtual LimitDecision take_exactly(
        LimitRule const& rule, std::string_view principal, Timestamp now
    ) = 0;
};

}  // namespace upbeat::platform

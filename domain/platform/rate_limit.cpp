#include <upbeat/domain/platform/rate_limit.hpp>

#include <algorithm>

namespace upbeat::platform {
namespace {

using std::chrono::microseconds;

// How many whole requests fit before the theoretical arrival time leaves the window.
std::int64_t room(Quota const& quota, microseconds ahead, microseconds spacing)
{
    return ahead > quota.window ? 0 : (quota.window - ahead) / spacing;
}

}  // namespace

LimitDecision decide(Quota const& quota, std::optional<Timestamp> arrival, Timestamp now)
{
    auto const spacing = std::max(quota.window / quota.requests, microseconds{1});
    // Only a clock that was set back can have put it beyond the window: nobody waits longer than
    // that.
    auto const before = std::clamp(arrival.value_or(now), now, now + quota.window);
    auto const after = before + spacing;
    auto const ahead = after - now;

    LimitDecision decision;
    if (room(quota, before - now, spacing) < 1) {
        decision.allowed = false;
        decision.retry_after = ahead - quota.window;
        decision.reset_after = before - now;
        decision.arrival = before;
        return decision;
    }
    decision.remaining = room(quota, ahead, spacing);
    decision.retry_after =
        decision.remaining > 0 ? microseconds{0} : ahead + spacing - quota.window;
    decision.reset_after = ahead;
    decision.arrival = after;
    return decision;
}

}  // namespace upbeat::platform

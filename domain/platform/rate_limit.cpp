#include <upbeat/domain/platform/rate_limit.hpp>

#include <algorithm>

#include <upbeat/domain/platform/rate_debt.hpp>

namespace upbeat::platform {
namespace {

using std::chrono::microseconds;

// How many whole requests fit before the theoretical arrival time leaves the window.
std::int64_t room(Quota const& quota, microseconds ahead, microseconds spacing)
{
    return ahead > quota.window ? 0 : (quota.window - ahead) / spacing;
}

}  // namespace

microseconds spacing_of(Quota const& quota)
{
    return std::max(quota.window / quota.requests, microseconds{1});
}

LimitDecision decide(Quota const& quota, std::optional<Timestamp> arrival, Timestamp now)
{
    return decide(quota, arrival, now, microseconds{0});
}

LimitDecision decide(
    Quota const& quota, std::optional<Timestamp> arrival, Timestamp now, microseconds debt
)
{
    auto const spacing = spacing_of(quota);
    auto const before = std::clamp(arrival.value_or(now), now, now + quota.window + debt);
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

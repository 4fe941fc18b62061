#include <upbeat/infrastructure/platform/limits/memory_rate_limiter.hpp>

#include <algorithm>
#include <functional>
#include <optional>

#include <upbeat/domain/platform/rate_debt.hpp>

namespace upbeat::platform {
namespace {

std::uint64_t key_of(std::string_view rule, std::string_view principal)
{
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;
    std::uint64_t const first = std::hash<std::string_view>{}(rule);
    std::uint64_t const second = std::hash<std::string_view>{}(principal);
    return (first * kSpread) ^ (second + kSpread + (first << 6U) + (first >> 2U));
}

}  // namespace

LimitDecision MemoryRateLimiter::take(
    LimitRule const& rule, std::string_view principal, Timestamp now
)
{
    auto const key = key_of(rule.name, principal);
    auto& shard = shards_[(key >> 32U) % kShards];
    std::lock_guard const lock{shard.mutex};
    if (shard.arrivals.size() >= shard.sweep_at) {
        sweep(shard, now);
    }
    auto const decision = judge(shard, key, rule.quota, now);
    if (decision.allowed) {
        shard.arrivals.insert_or_assign(key, decision.arrival);
    }
    return decision;
}

LimitDecision MemoryRateLimiter::look(
    LimitRule const& rule, std::string_view principal, Timestamp now
) const
{
    auto const key = key_of(rule.name, principal);
    auto const& shard = shards_[(key >> 32U) % kShards];
    std::lock_guard const lock{shard.mutex};
    return judge(shard, key, rule.quota, now);
}

LimitDecision MemoryRateLimiter::judge(
    Shard const& shard, Key key, Quota const& quota, Timestamp now
) const
{
    auto const known = shard.arrivals.find(key);
    auto const arrival =
        known == shard.arrivals.end() ? std::nullopt : std::optional{known->second};
    return decide(quota, arrival, now, windows_of_debt_ * quota.window);
}

void MemoryRateLimiter::raise(LimitRule const& rule, std::string_view principal, Timestamp arrival)
{
    auto const key = key_of(rule.name, principal);
    auto& shard = shards_[(key >> 32U) % kShards];
    std::lock_guard const lock{shard.mutex};
    auto& known = shard.arrivals.try_emplace(key, arrival).first->second;
    known = std::max(known, arrival);
}

std::size_t MemoryRateLimiter::size() const
{
    std::size_t size = 0;
    for (auto const& shard : shards_) {
        std::lock_guard const lock{shard.mutex};
        size += shard.arrivals.size();
    }
    return size;
}

// Who may use the whole quota again is no different from who was never seen. Doubling the next
// threshold keeps the cost of sweeping a constant per request.
void MemoryRateLimiter::sweep(Shard& shard, Timestamp now)
{
    std::erase_if(shard.arrivals, [now](auto const& entry) { return entry.second <= now; });
    shard.sweep_at = std::max<std::size_t>(1024, shard.arrivals.size() * 2);
}

}  // namespace upbeat::platform

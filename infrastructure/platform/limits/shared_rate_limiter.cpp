#include <upbeat/infrastructure/platform/limits/shared_rate_limiter.hpp>

#include <algorithm>
#include <utility>

#include <upbeat/domain/platform/rate_debt.hpp>

namespace upbeat::platform {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;
using std::chrono::milliseconds;

// A Redis that has nothing to be told is asked now and then whether it is there.
constexpr auto kIdle = 1s;
constexpr auto kFirstPause = 100ms;
constexpr auto kLongestPause = 5s;
// Workers do not wait one after another for a Redis that was silent a moment ago.
constexpr auto kAfterFailure = 1s;

Timestamp wall_clock()
{
    return std::chrono::floor<microseconds>(std::chrono::system_clock::now());
}

}  // namespace

SharedRateLimiter::SharedRateLimiter(Parts parts, Driven driven) : parts_{std::move(parts)}
{
    if (driven == Driven::by_thread) {
        thread_ = std::thread{[this] { run(); }};
    }
}

void SharedRateLimiter::stop()
{
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_one();
    std::call_once(joined_, [this] {
        if (thread_.joinable()) {
            thread_.join();
        }
    });
}

LimitDecision SharedRateLimiter::take(
    LimitRule const& rule, std::string_view principal, Timestamp now
)
{
    auto const decision = memory_.take(rule, principal, now);
    if (decision.allowed) {
        note(rule, principal, 1);
        if (!wanted_.exchange(true, std::memory_order_acq_rel)) {
            std::lock_guard const lock{mutex_};
            wake_.notify_one();
        }
    }
    return decision;
}

LimitDecision SharedRateLimiter::look(
    LimitRule const& rule, std::string_view principal, Timestamp now
) const
{
    return memory_.look(rule, principal, now);
}

LimitDecision SharedRateLimiter::take_exactly(
    LimitRule const& rule, std::string_view principal, Timestamp now
)
{
    // By the wall clock: GCC 12's thread sanitizer does not know the other call. A clock that jumps
    // costs one decision its share.
    std::unique_lock const lock{asking_, std::chrono::system_clock::now() + kShortPatience};
    if (!lock || std::chrono::steady_clock::now() < not_before_) {
        return take(rule, principal, now);
    }
    try {
        if (!asked_) {
            asked_ = std::make_unique<RedisArrivals>(parts_.redis, kShortPatience);
        }
        auto const verdict = asked_->take(parts_.name(rule.name, principal), rule.quota);
        auto const debt = (RedisArrivals::kMostWindows - 1) * rule.quota.window;
        auto decision = decide(rule.quota, now + verdict.ahead, now, debt);
        decision.allowed = verdict.allowed;
        memory_.raise(rule, principal, decision.arrival);
        return decision;
    } catch (RedisLost const&) {
        asked_.reset();
        not_before_ = std::chrono::steady_clock::now() + kAfterFailure;
        return take(rule, principal, now);
    }
}

bool SharedRateLimiter::reconcile(Timestamp now)
{
    auto const untold = collect();
    try {
        if (!arrivals_) {
            arrivals_ = std::make_unique<RedisArrivals>(parts_.redis, kPatience);
        }
        std::vector<RedisArrivals::Count> counts;
        counts.reserve(untold.size());
        for (auto const& [rule, principal, requests] : untold) {
            counts.push_back({parts_.name(rule.name, principal), rule.quota, requests});
        }
        if (counts.empty()) {
            arrivals_->ping();
        }
        auto const ahead = arrivals_->add(counts);
        for (std::size_t i = 0; i < untold.size(); ++i) {
            learn(untold[i], ahead[i], now);
        }
        turn(true, {});
        return true;
    } catch (RedisLost const& lost) {
        arrivals_.reset();
        give_back(untold, now);
        turn(false, lost.what());
        return false;
    }
}

SharedRateLimiter::Key SharedRateLimiter::key_of(std::string_view rule, std::string_view principal)
{
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;
    std::uint64_t const first = std::hash<std::string_view>{}(rule);
    std::uint64_t const second = std::hash<std::string_view>{}(principal);
    return (first * kSpread) ^ (second + kSpread + (first << 6U) + (first >> 2U));
}

void SharedRateLimiter::note(
    LimitRule const& rule, std::string_view principal, std::int64_t requests
)
{
    auto const key = key_of(rule.name, principal);
    auto& shard = shard_of(key);
    std::lock_guard const lock{shard.mutex};
    auto const [at, added] = shard.untold.try_emplace(key);
    auto& untold = at->second;
    if (added) {
        untold.rule = rule;
        untold.principal = principal;
    }
    untold.requests = std::min(untold.requests + requests, rule.quota.requests);
}

std::vector<SharedRateLimiter::Untold> SharedRateLimiter::collect()
{
    std::vector<Untold> all;
    for (auto& shard : shards_) {
        Ledger taken;
        {
            std::lock_guard const lock{shard.mutex};
            taken.swap(shard.untold);
        }
        for (auto& [key, untold] : taken) {
            all.push_back(std::move(untold));
        }
    }
    return all;
}

// To be told when the Redis is back; but not what no longer matters to anybody, or a Redis that
// stays away would fill the memory.
void SharedRateLimiter::give_back(std::vector<Untold> const& untold, Timestamp now)
{
    for (auto const& [rule, principal, requests] : untold) {
        if (memory_.look(rule, principal, now).remaining + 1 < rule.quota.requests) {
            note(rule, principal, requests);
        }
    }
}

std::int64_t SharedRateLimiter::noted_since(Untold const& told)
{
    auto const key = key_of(told.rule.name, told.principal);
    auto& shard = shard_of(key);
    std::lock_guard const lock{shard.mutex};
    auto const found = shard.untold.find(key);
    return found == shard.untold.end() ? 0 : found->second.requests;
}

// What was let through since it was told stands on top of what the Redis knows.
void SharedRateLimiter::learn(Untold const& told, microseconds ahead, Timestamp now)
{
    auto const since = noted_since(told) * spacing_of(told.rule.quota);
    memory_.raise(told.rule, told.principal, now + ahead + since);
}

void SharedRateLimiter::turn(bool shared, std::string_view why)
{
    if (shared_.exchange(shared) != shared && parts_.on_turn) {
        parts_.on_turn(shared, why);
    }
}

void SharedRateLimiter::run()
{
    auto pause = milliseconds{kFirstPause};
    std::unique_lock lock{mutex_};
    while (!stopping_) {
        wanted_.store(false, std::memory_order_release);
        lock.unlock();
        auto const good = reconcile(wall_clock());
        pause = good ? milliseconds{kFirstPause} : std::min<milliseconds>(2 * pause, kLongestPause);
        lock.lock();
        wake_.wait_for(lock, good ? kInterval : pause, [this] { return stopping_; });
        if (good) {
            wake_.wait_for(lock, kIdle, [this] { return stopping_ || wanted_.load(); });
        }
    }
}

}  // namespace upbeat::platform

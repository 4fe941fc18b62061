#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include <upbeat/infrastructure/platform/limits/memory_rate_limiter.hpp>
#include <upbeat/infrastructure/platform/limits/redis_arrivals.hpp>

namespace upbeat::platform {

// Limits that several nodes keep together, over a Redis.
//
// take() decides at once from this node's memory. What it let through is told to the Redis by a
// thread, at the latest kInterval later, and the answer says what all nodes together let through.
// So, per principal and rule, N nodes admit in any stretch of time T at most
//     requests + requests * T / window + what the N - 1 others admit in one interval,
// where an interval is kInterval and a round trip, and no node ever admits more in it than it would
// alone. That overshoot is owed, up to fifteen windows of it: it counts against what is free later,
// so it is no gain to repeat it, and over a long time the rule holds exactly.
//
// take_exactly() asks the Redis itself, and is exact: over all nodes not one request more.
//
// While the Redis does not answer, each node keeps the limit on its own, so that N nodes admit at
// most N times the rule; what was let through meanwhile is told when it is back. Safe to use from
// any thread.
class SharedRateLimiter final : public ExactRateLimiter {
   public:
    static constexpr std::chrono::milliseconds kInterval{50};
    static constexpr std::chrono::milliseconds kPatience{500};       // of the thread
    static constexpr std::chrono::milliseconds kShortPatience{100};  // of take_exactly()

    struct Parts {
        RedisAddress redis;
        // The Redis's name for what is counted: one that shows nobody who it was.
        std::function<std::string(std::string_view rule, std::string_view principal)> name;
        // Whether the limits are shared, when that changes. On any thread; must not throw.
        std::function<void(bool shared, std::string_view why)> on_turn{};
    };
    // `by_hand`: no thread, whoever owns it calls reconcile(); for tests.
    enum class Driven : unsigned char { by_thread, by_hand };

    explicit SharedRateLimiter(Parts parts, Driven driven = Driven::by_thread);
    ~SharedRateLimiter() override { stop(); }

    LimitDecision take(LimitRule const& rule, std::string_view principal, Timestamp now) override;
    LimitDecision look(LimitRule const& rule, std::string_view principal, Timestamp now)
        const override;
    LimitDecision take_exactly(LimitRule const& rule, std::string_view principal, Timestamp now)
        override;

    // One exchange with the Redis; false if it does not answer. For the thread, or for tests.
    bool reconcile(Timestamp now);

    // Whether the last exchange went well.
    bool shared() const { return shared_.load(std::memory_order_relaxed); }
    void stop();

   private:
    // What this node let through and did not tell yet.
    struct Untold {
        LimitRule rule;
        std::string principal;
        std::int64_t requests = 0;
    };
    using Key = std::uint64_t;
    using Ledger = std::unordered_map<Key, Untold>;
    struct Shard {
        std::mutex mutex;
        Ledger untold;
    };
    static constexpr std::size_t kShards = 16;

    static Key key_of(std::string_view rule, std::string_view principal);
    Shard& shard_of(Key key) { return shards_[(key >> 32U) % kShards]; }
    void note(LimitRule const& rule, std::string_view principal, std::int64_t requests);
    std::int64_t noted_since(Untold const& told);
    std::vector<Untold> collect();
    void give_back(std::vector<Untold> const& untold, Timestamp now);
    void learn(Untold const& told, std::chrono::microseconds ahead, Timestamp now);
    void turn(bool shared, std::string_view why);
    void run();

    Parts parts_;
    MemoryRateLimiter memory_{RedisArrivals::kMostWindows - 1};
    std::array<Shard, kShards> shards_;
    std::unique_ptr<RedisArrivals> arrivals_;  // of the thread
    std::atomic<bool> shared_{false};

    std::timed_mutex asking_;
    std::unique_ptr<RedisArrivals> asked_;  // of take_exactly()
    std::chrono::steady_clock::time_point not_before_{};

    std::mutex mutex_;
    std::condition_variable wake_;
    std::atomic<bool> wanted_{false};
    bool stopping_ = false;
    std::once_flag joined_;
    std::thread thread_;  // last: uses all of the above
};

}  // namespace upbeat::platform

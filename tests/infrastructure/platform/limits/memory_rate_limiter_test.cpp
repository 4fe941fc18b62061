#include <upbeat/infrastructure/platform/limits/memory_rate_limiter.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace upbeat::platform;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart = from_micros(1'772'625'600'000'000);

}  // namespace

TEST_CASE("rules and principals are counted apart", "[platform][limits]")
{
    MemoryRateLimiter limiter;
    LimitRule const hour{"hour", {1, 3600s}};
    LimitRule const day{"day", {1, 86400s}};

    CHECK(limiter.take(hour, "ada", kStart).allowed);
    CHECK(limiter.take(day, "ada", kStart).allowed);
    CHECK(limiter.take(hour, "bob", kStart).allowed);
    CHECK_FALSE(limiter.take(hour, "ada", kStart).allowed);
}

TEST_CASE("many threads together get no more than the quota", "[platform][limits]")
{
    MemoryRateLimiter limiter;
    LimitRule const rule{"minute", {500, 60s}};
    std::atomic<int> allowed{0};

    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 300; ++k) {
                allowed += limiter.take(rule, "ada", kStart).allowed ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    CHECK(allowed == 500);
}

TEST_CASE("those who have their quota back are forgotten", "[platform][limits]")
{
    MemoryRateLimiter limiter;
    LimitRule const rule{"second", {1, 1s}};
    auto now = kStart;

    for (int i = 0; i < 200'000; ++i) {
        limiter.take(rule, "net:" + std::to_string(i), now);
        now += 1ms;
    }

    CHECK(limiter.size() < 40'000);
}

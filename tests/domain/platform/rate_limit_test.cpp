#include <upbeat/domain/platform/rate_limit.hpp>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace upbeat::platform;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart = from_micros(1'772'625'600'000'000);

// One principal that sends requests; remembers what a store would.
struct Caller {
    Quota quota;
    std::optional<Timestamp> arrival{};

    LimitDecision asks(Timestamp now)
    {
        auto const decision = decide(quota, arrival, now);
        if (decision.allowed) {
            arrival = decision.arrival;
        }
        return decision;
    }
};

}  // namespace

TEST_CASE("the whole quota may come at once", "[platform][limits]")
{
    Caller caller{{5, 60s}};

    for (std::int64_t left = 4; left >= 0; --left) {
        auto const decision = caller.asks(kStart);
        CHECK(decision.allowed);
        CHECK(decision.remaining == left);
    }
    auto const refused = caller.asks(kStart);
    CHECK_FALSE(refused.allowed);
    CHECK(refused.retry_after == 12s);
    CHECK(refused.reset_after == 60s);
}

TEST_CASE("a refused request waits exactly as long as it is told", "[platform][limits]")
{
    Caller caller{{3, 10s}};  // a spacing that is no whole number of microseconds
    while (caller.asks(kStart).allowed) {
    }

    auto const wait = caller.asks(kStart).retry_after;
    CHECK_FALSE(caller.asks(kStart + wait - 1us).allowed);
    CHECK(caller.asks(kStart + wait).allowed);
    CHECK_FALSE(caller.asks(kStart + wait).allowed);
}

TEST_CASE("a refused request costs nothing", "[platform][limits]")
{
    Caller caller{{2, 10s}};
    caller.asks(kStart);
    caller.asks(kStart);

    for (int i = 0; i < 100; ++i) {
        CHECK_FALSE(caller.asks(kStart + 1s).allowed);
    }
    CHECK(caller.asks(kStart + 5s).allowed);
}

TEST_CASE("over a long time no more than the quota gets through", "[platform][limits]")
{
    for (auto const quota : {Quota{1, 1s}, Quota{60, 60s}, Quota{7, 1s}, Quota{1000, 60s}}) {
        Caller caller{quota};
        std::int64_t allowed = 0;
        auto const step = quota.window / (quota.requests * 3) + 1us;
        auto now = kStart;
        for (; now < kStart + quota.window * 10; now += step) {
            allowed += caller.asks(now).allowed ? 1 : 0;
        }

        CHECK(allowed <= quota.requests * 11);
        CHECK(allowed >= quota.requests * 10);
    }
}

TEST_CASE("after a clock was set back nobody waits longer than a window", "[platform][limits]")
{
    Caller caller{{2, 10s}};
    caller.asks(kStart);

    auto const back = caller.asks(kStart - 24h);

    CHECK_FALSE(back.allowed);
    CHECK(back.retry_after == 5s);
}

TEST_CASE("what is not used does not add up", "[platform][limits]")
{
    Caller caller{{2, 10s}};
    caller.asks(kStart);

    CHECK(caller.asks(kStart + 24h).remaining == 1);
    CHECK(caller.asks(kStart + 24h).remaining == 0);
    CHECK_FALSE(caller.asks(kStart + 24h).allowed);
}

#include <upbeat/infrastructure/platform/limits/shared_rate_limiter.hpp>

#include <csignal>
#include <cstdlib>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/platform/crypto.hpp>

using namespace upbeat;
using namespace upbeat::platform;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart = from_micros(1'772'625'600'000'000);

// An hour, so that nothing comes free while a slow machine runs the test.
LimitRule rule_of(std::int64_t requests)
{
    return {"test", {requests, 3600s}};
}

RedisAddress redis()
{
    auto const* const url = std::getenv("UPBEAT_TEST_REDIS_URL");
    if (url == nullptr) {
        throw std::runtime_error{"UPBEAT_TEST_REDIS_URL is not set: run the tests with ./dev test"};
    }
    auto const text = std::string{url};
    return {.host = "127.0.0.1", .port = std::stoi(text.substr(text.rfind(':') + 1))};
}

// Several nodes that count together, apart from every other test.
struct Nodes {
    std::string prefix = "upbeat:test:" + std::to_string(random_number()) + ":";
    std::vector<std::unique_ptr<SharedRateLimiter>> all;

    explicit Nodes(std::size_t count, RedisAddress const& address = redis())
    {
        std::signal(SIGPIPE, SIG_IGN);
        for (std::size_t i = 0; i < count; ++i) {
            all.push_back(std::make_unique<SharedRateLimiter>(
                SharedRateLimiter::Parts{
                    .redis = address,
                    .name = [this](
                                std::string_view rule, std::string_view principal
                            ) { return prefix + std::string{rule} + ":" + std::string{principal}; }
                },
                SharedRateLimiter::Driven::by_hand
            ));
        }
    }

    SharedRateLimiter& operator[](std::size_t i) { return *all[i]; }

    int taken(std::size_t node, int tries, LimitRule const& rule)
    {
        int allowed = 0;
        for (int i = 0; i < tries; ++i) {
            allowed += all[node]->take(rule, "ada", kStart).allowed ? 1 : 0;
        }
        return allowed;
    }
    void reconcile()
    {
        for (auto const& node : all) {
            REQUIRE(node->reconcile(kStart));
        }
    }
};

// Nobody listens there: it is in the range that the kernel hands out to clients.
RedisAddress nobody()
{
    return {.host = "127.0.0.1", .port = 1};
}

}  // namespace

TEST_CASE("what one node let through counts on the others", "[platform][limits]")
{
    Nodes nodes{3};
    auto const rule = rule_of(10);
    CHECK(nodes.taken(0, 100, rule) == 10);
    nodes.reconcile();

    // The others do not know the principal before they have met it: one request each.
    CHECK(nodes.taken(1, 1, rule) == 1);
    CHECK(nodes.taken(2, 1, rule) == 1);
    nodes.reconcile();

    CHECK(nodes.taken(0, 100, rule) == 0);
    CHECK(nodes.taken(1, 100, rule) == 0);
    CHECK(nodes.taken(2, 100, rule) == 0);
}

TEST_CASE("nodes that take turns share one quota", "[platform][limits]")
{
    Nodes nodes{3};
    auto const rule = rule_of(30);
    int allowed = 0;

    for (int round = 0; round < 40; ++round) {
        for (std::size_t node = 0; node < 3; ++node) {
            allowed += nodes.taken(node, 1, rule);
        }
        nodes.reconcile();
    }

    // Each interval the two others may let one through that the first has no room for.
    CHECK(allowed >= 30);
    CHECK(allowed <= 32);
}

TEST_CASE("what was let through too much is owed", "[platform][limits]")
{
    Nodes nodes{2};
    auto const rule = rule_of(10);
    CHECK(nodes.taken(0, 100, rule) == 10);
    CHECK(nodes.taken(1, 100, rule) == 10);
    nodes.reconcile();
    auto const allowed_at = [&](std::size_t node, Timestamp at) {
        return nodes[node].take(rule, "ada", at).allowed;
    };

    // One request is free again every six minutes, but ten of them were one too many. The node that
    // told of its own first does not know yet; it learns with the next one.
    CHECK_FALSE(allowed_at(1, kStart + 59min));
    CHECK(allowed_at(0, kStart + 12min));
    REQUIRE(nodes[0].reconcile(kStart));
    CHECK_FALSE(allowed_at(0, kStart + 59min));
    CHECK(allowed_at(1, kStart + 67min));
}

TEST_CASE("a rule that is kept exactly is kept over all nodes", "[platform][limits]")
{
    Nodes nodes{3};
    auto const rule = rule_of(10);

    std::vector<std::future<int>> threads;
    for (std::size_t i = 0; i < 6; ++i) {
        threads.push_back(std::async(std::launch::async, [&nodes, &rule, i] {
            int allowed = 0;
            for (int k = 0; k < 5; ++k) {
                allowed += nodes[i % 3].take_exactly(rule, "ada", kStart).allowed ? 1 : 0;
            }
            return allowed;
        }));
    }
    int allowed = 0;
    for (auto& thread : threads) {
        allowed += thread.get();
    }

    CHECK(allowed == 10);
    auto const refused = nodes[0].take_exactly(rule, "ada", kStart);
    CHECK_FALSE(refused.allowed);
    CHECK(refused.remaining == 0);
    CHECK(refused.retry_after > 0s);
}

TEST_CASE("exact and quick counts are one count", "[platform][limits]")
{
    Nodes nodes{2};
    auto const rule = rule_of(10);
    CHECK(nodes.taken(0, 4, rule) == 4);
    nodes.reconcile();

    for (int i = 0; i < 6; ++i) {
        CHECK(nodes[1].take_exactly(rule, "ada", kStart).allowed);
    }

    CHECK_FALSE(nodes[1].take_exactly(rule, "ada", kStart).allowed);
}

TEST_CASE("without the Redis each node keeps the limit on its own", "[platform][limits]")
{
    Nodes nodes{2, nobody()};
    auto const rule = rule_of(10);

    CHECK(nodes.taken(0, 50, rule) == 10);
    CHECK_FALSE(nodes[0].reconcile(kStart));
    CHECK(nodes.taken(0, 50, rule) == 0);
    int exactly = 0;
    for (int i = 0; i < 50; ++i) {
        exactly += nodes[1].take_exactly(rule, "ada", kStart).allowed ? 1 : 0;
    }

    CHECK(exactly == 10);
    CHECK_FALSE(nodes[0].shared());
}

TEST_CASE("a Redis that forgot everything is told anew", "[platform][limits]")
{
    Nodes nodes{2};
    auto const rule = rule_of(10);
    CHECK(nodes.taken(0, 5, rule) == 5);
    nodes.reconcile();
    auto connection = RedisConnection{redis(), 5s};
    connection.run({"DEL", nodes.prefix + "test:ada"});
    connection.run({"SCRIPT", "FLUSH"});

    // The node notices that its script is gone, and opens a connection with a new one.
    CHECK(nodes.taken(0, 1, rule) == 1);
    CHECK_FALSE(nodes[0].reconcile(kStart));
    CHECK(nodes[0].reconcile(kStart));

    CHECK(nodes[0].shared());
    CHECK(nodes.taken(0, 50, rule) == 4);
}

TEST_CASE("a node that runs by itself shares and stops", "[platform][limits]")
{
    std::signal(SIGPIPE, SIG_IGN);
    std::promise<void> turned;
    SharedRateLimiter limiter{
        {.redis = redis(),
         .name = [](std::string_view, std::string_view) { return std::string{"upbeat:test:run"}; },
         .on_turn = [&](bool, std::string_view) { turned.set_value(); }}
    };

    limiter.take(rule_of(10), "ada", kStart);

    CHECK(turned.get_future().wait_for(30s) == std::future_status::ready);
    CHECK(limiter.shared());
}

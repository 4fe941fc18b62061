#include <upbeat/adapters/http/worker_pool.hpp>

#include <atomic>
#include <future>

#include <catch2/catch.hpp>

using namespace upbeat::http;

TEST_CASE(
    "a full queue refuses, and what was taken is done before the pool stops", "[http][workers]"
)
{
    WorkerPool pool{{.threads = 1, .queue = 2}};
    std::promise<void> gate;
    std::promise<void> busy;
    auto const open = gate.get_future().share();
    std::atomic<int> done{0};

    REQUIRE(pool.submit([&] {
        busy.set_value();
        open.wait();
        ++done;
    }));
    busy.get_future().wait();
    CHECK(pool.running() == 1);
    CHECK(pool.submit([&] { ++done; }));
    CHECK(pool.submit([&] { ++done; }));
    CHECK_FALSE(pool.submit([&] { ++done; }));
    CHECK(pool.waiting() == 2);

    gate.set_value();
    pool.stop();
    CHECK(done == 3);
    CHECK_FALSE(pool.submit([&] { ++done; }));
}

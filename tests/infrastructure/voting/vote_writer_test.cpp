#include <upbeat/infrastructure/voting/vote_writer.hpp>

#include <atomic>
#include <future>
#include <latch>
#include <stdexcept>
#include <thread>

#include <catch2/catch.hpp>

namespace upbeat::voting {
namespace {

using Outcomes = std::vector<std::vector<Result<VoteReceipt>>>;

VoteGroup group_of(std::size_t intents)
{
    VoteGroup group;
    group.intents.resize(intents);
    return group;
}

Outcomes all_accepted(std::span<VoteGroup const> batch)
{
    Outcomes outcomes;
    for (auto const& group : batch) {
        outcomes.emplace_back(group.intents.size(), VoteReceipt{});
    }
    return outcomes;
}

// Decides nothing until it is opened, so that groups pile up.
struct Gate {
    std::latch reached{1};
    std::promise<void> open;
    std::shared_future<void> opened{open.get_future()};
    std::atomic<bool> first{true};

    void pass()
    {
        if (first.exchange(false)) {
            reached.count_down();
            opened.wait();
        }
    }
};

}  // namespace

TEST_CASE("a writer takes everything that waits as one batch", "[voting][infrastructure]")
{
    Gate gate;
    std::vector<std::size_t> batches;
    VoteWriter writer{[&](std::span<VoteGroup const> batch) {
        gate.pass();
        batches.push_back(batch.size());
        return all_accepted(batch);
    }};
    std::atomic<int> answers{0};
    auto const done = [&](auto results) { answers += results.front() ? 1 : 0; };

    REQUIRE(writer.submit(group_of(1), done));
    gate.reached.wait();
    for (int i = 0; i < 7; ++i) {
        REQUIRE(writer.submit(group_of(1), done));
    }
    gate.open.set_value();
    writer.stop();

    CHECK(batches == std::vector<std::size_t>{1, 7});
    CHECK(answers == 8);
}

TEST_CASE("a group is never split, and a batch has a limit", "[voting][infrastructure]")
{
    Gate gate;
    std::vector<std::size_t> batches;
    VoteWriter writer{
        [&](std::span<VoteGroup const> batch) {
            gate.pass();
            batches.push_back(batch.size());
            return all_accepted(batch);
        },
        {.batch_limit = 10}
    };
    auto const done = [](auto) {};

    REQUIRE(writer.submit(group_of(1), done));
    gate.reached.wait();
    for (auto const intents : {6U, 4U, 5U, 30U, 1U}) {
        REQUIRE(writer.submit(group_of(intents), done));
    }
    gate.open.set_value();
    writer.stop();

    CHECK(batches == std::vector<std::size_t>{1, 2, 1, 1, 1});
}

TEST_CASE("a full queue refuses at once, and so does one that stops", "[voting][infrastructure]")
{
    Gate gate;
    VoteWriter writer{
        [&](std::span<VoteGroup const> batch) {
            gate.pass();
            return all_accepted(batch);
        },
        {.queue_limit = 2}
    };
    std::atomic<int> answers{0};
    auto const done = [&](auto) { ++answers; };

    REQUIRE(writer.submit(group_of(1), done));
    gate.reached.wait();
    CHECK(writer.submit(group_of(2), done));
    CHECK_FALSE(writer.submit(group_of(1), done));
    CHECK(writer.waiting() == 2);
    gate.open.set_value();
    writer.stop();

    CHECK_FALSE(writer.submit(group_of(1), done));
    CHECK(answers == 2);
}

TEST_CASE("a batch that fails is told so and the next one is served", "[voting][infrastructure]")
{
    bool broken = true;
    std::string reported;
    VoteWriter writer{
        [&](std::span<VoteGroup const> batch) {
            if (std::exchange(broken, false)) {
                throw std::runtime_error{"disk full"};
            }
            return all_accepted(batch);
        },
        {.on_failure = [&](char const* what) { reported = what; }}
    };
    auto const cast = [&] {
        std::promise<std::vector<Result<VoteReceipt>>> answer;
        REQUIRE(writer.submit(group_of(2), [&](auto results) {
            answer.set_value(std::move(results));
        }));
        return answer.get_future().get();
    };

    auto const failed = cast();
    auto const served = cast();

    REQUIRE(failed.size() == 2);
    CHECK(failed[1].error().kind == ErrorKind::unavailable);
    CHECK(failed[1].error().retry_after);
    CHECK(reported == "disk full");
    CHECK(served[0]);
}

TEST_CASE("every group of many threads is answered once", "[voting][infrastructure]")
{
    std::atomic<int> answers{0};
    std::atomic<int> taken{0};
    {
        VoteWriter writer{[](std::span<VoteGroup const> batch) { return all_accepted(batch); }};
        std::vector<std::thread> clients;
        for (int i = 0; i < 4; ++i) {
            clients.emplace_back([&] {
                for (int j = 0; j < 500; ++j) {
                    taken += writer.submit(group_of(1), [&](auto) { ++answers; }) ? 1 : 0;
                }
            });
        }
        for (auto& client : clients) {
            client.join();
        }
    }

    CHECK(taken == 2'000);
    CHECK(answers == taken);
}

TEST_CASE("a writer with nothing to decide looks after itself", "[voting][infrastructure]")
{
    std::promise<void> looked;
    std::atomic<bool> first{true};
    VoteWriter const writer{
        all_accepted,
        {.on_idle =
             [&] {
                 if (first.exchange(false)) {
                     looked.set_value();
                 }
             },
         .idle_interval = std::chrono::milliseconds{1}}
    };

    looked.get_future().get();

    CHECK_FALSE(first);
}

TEST_CASE("a writer that stops does not decide for ever", "[voting][infrastructure]")
{
    Gate gate;
    std::atomic<int> decided{0};
    VoteWriter writer{
        [&](std::span<VoteGroup const> batch) {
            gate.pass();
            ++decided;
            return all_accepted(batch);
        },
        {.batch_limit = 1, .stop_patience = std::chrono::milliseconds{0}}
    };
    std::atomic<int> refused{0};
    auto const done = [&](auto results) { refused += results.front() ? 0 : 1; };
    REQUIRE(writer.submit(group_of(1), done));
    gate.reached.wait();
    for (int i = 0; i < 5; ++i) {
        REQUIRE(writer.submit(group_of(1), done));
    }

    std::thread stopping{[&] { writer.stop(); }};
    while (writer.submit(group_of(1), done)) {
        std::this_thread::yield();
    }
    gate.open.set_value();
    stopping.join();

    CHECK(decided == 1);
    CHECK(refused >= 5);
}

TEST_CASE("the next batch is decided while slow answers are given", "[voting][infrastructure]")
{
    Gate gate;
    std::latch second_decided{2};
    VoteWriter writer{
        [&](std::span<VoteGroup const> batch) {
            gate.pass();
            second_decided.count_down();
            return all_accepted(batch);
        },
        {.batch_limit = 1}
    };
    std::atomic<int> answers{0};

    // Its answer ends only when the other batch has been decided.
    REQUIRE(writer.submit(group_of(1), [&](auto) {
        second_decided.wait();
        ++answers;
    }));
    gate.reached.wait();
    REQUIRE(writer.submit(group_of(1), [&](auto) { ++answers; }));
    gate.open.set_value();
    writer.stop();

    CHECK(answers == 2);
}

}  // namespace upbeat::voting

#include <upbeat/infrastructure/voting/poller.hpp>

#include <atomic>
#include <latch>
#include <stdexcept>

#include <catch2/catch.hpp>

namespace upbeat::voting {

TEST_CASE("a poller goes on when a job fails", "[voting][infrastructure]")
{
    std::latch turns{3};
    std::atomic<int> failures{0};
    std::atomic<int> good{0};
    {
        Poller poller{
            {[] { throw std::runtime_error{"lost"}; },
             [&] {
                 if (++good <= 3) {
                     turns.count_down();
                 }
             }},
            [&](char const*) { ++failures; },
            std::chrono::milliseconds{1}
        };
        turns.wait();
        poller.stop();
    }

    CHECK(good >= 3);
    CHECK(failures >= 3);
}

}  // namespace upbeat::voting

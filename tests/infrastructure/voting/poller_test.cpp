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
            {{platform::kAllTopics, [] { throw std::runtime_error{"lost"}; }},
             {platform::kAllTopics,
              [&] {
                  if (++good <= 3) {
                      turns.count_down();
                  }
              }}},
            [&](char const*) { ++failures; },
            [] { return std::chrono::milliseconds{1}; }
        };
        turns.wait();
        poller.stop();
    }

    CHECK(good >= 3);
    CHECK(failures >= 3);
}

TEST_CASE(
    "a poller that is woken looks where it is told to, before its time", "[voting][infrastructure]"
)
{
    std::latch looked{1};
    std::atomic<int> elsewhere{0};
    Poller poller{
        {{topics(platform::Topic::votes), [&] { looked.count_down(); }},
         {topics(platform::Topic::keys), [&] { ++elsewhere; }}},
        [](char const*) {},
        [] { return std::chrono::hours{1}; }
    };

    poller.wake(topics(platform::Topic::votes));
    looked.wait();
    poller.stop();

    CHECK(elsewhere == 0);
}

}  // namespace upbeat::voting

#include <upbeat/infrastructure/platform/random_ids.hpp>

#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/domain/kernel/ids.hpp>

using namespace upbeat;
using namespace upbeat::platform;
using namespace std::chrono_literals;

namespace {

struct HandClock final : Clock {
    Timestamp at = Timestamp{1'790'000'000s};
    Timestamp now() const override { return at; }
};

}  // namespace

TEST_CASE("an id is its prefix and 26 characters that an id may hold", "[platform]")
{
    auto const clock = HandClock{};

    auto const id = RandomIds{clock}.next("trk");

    CHECK(id.starts_with("trk_"));
    CHECK(id.size() == 30);
    CHECK(is_id(id));
}

TEST_CASE("ids rise with time, within a millisecond and when the clock steps back", "[platform]")
{
    auto clock = HandClock{};
    auto ids = RandomIds{clock};

    auto const first = ids.next("agt");
    auto const same_millisecond = ids.next("agt");
    clock.at += 1ms;
    auto const later = ids.next("agt");
    clock.at -= 1h;
    auto const stepped_back = ids.next("agt");

    CHECK(first < same_millisecond);
    CHECK(same_millisecond < later);
    CHECK(later < stepped_back);
}

TEST_CASE("two generators at the same instant give different ids", "[platform]")
{
    auto const clock = HandClock{};

    CHECK(RandomIds{clock}.next("vot") != RandomIds{clock}.next("vot"));
}

TEST_CASE("many threads get different ids from one generator", "[platform][concurrency]")
{
    auto const clock = HandClock{};
    auto ids = RandomIds{clock};
    auto made = std::vector<std::vector<std::string>>(4);

    auto threads = std::vector<std::thread>{};
    for (auto& mine : made) {
        threads.emplace_back([&ids, &mine] {
            for (auto i = 0; i < 500; ++i) {
                mine.push_back(ids.next("t"));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    auto all = std::set<std::string>{};
    for (auto const& mine : made) {
        all.insert(mine.begin(), mine.end());
    }
    CHECK(all.size() == 2000);
}

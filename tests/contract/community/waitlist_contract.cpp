#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/community/sql_waitlist.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "waitlist_engine.hpp"

using namespace upbeat;
using namespace upbeat::community;
using namespace upbeat::testing;

TEST_CASE("a waitlist entry comes back with its place, and only once", "[community][contract]")
{
    FreshDatabase database{waitlist_engine()};
    SqlWaitlist waitlist{*database};
    WaitlistEntry const ada{
        .email = "ada@example.com",
        .network = "192.0.2.0",
        .referral_source = "blog",
        .signed_up_at = from_micros(1'772'625'600'123'456)
    };

    auto const first = waitlist.join(ada);
    auto const next = waitlist.join({.email = "bob@example.com"});
    auto const again = waitlist.join({.email = "ada@example.com", .referral_source = "other"});

    CHECK(first.is_new);
    CHECK(first.entry.position == 1);
    CHECK(next.entry.position == 2);
    CHECK(next.count == 2);
    CHECK_FALSE(again.is_new);
    CHECK(again.entry == first.entry);
    CHECK(first.entry.signed_up_at == ada.signed_up_at);
    CHECK(first.entry.network == ada.network);
}

TEST_CASE("twenty who join at once get the places one to twenty", "[community][contract]")
{
    FreshDatabase database{waitlist_engine()};
    SqlWaitlist waitlist{*database};
    std::mutex mutex;
    std::set<std::int64_t> places;

    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i) {
        threads.emplace_back([&, i] {
            auto const joined = waitlist.join({.email = std::to_string(i) + "@example.com"});
            std::scoped_lock const lock{mutex};
            places.insert(joined.entry.position);
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    CHECK(places.size() == 20);
    CHECK(*places.begin() == 1);
    CHECK(*places.rbegin() == 20);
    CHECK(waitlist.count() == 20);
}

#include <upbeat/domain/voting/ranked_set.hpp>

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

using namespace upbeat::voting;

namespace {

TieBreak by_slot()
{
    return {nullptr, [](void const*, Slot a, Slot b) { return a < b; }};
}

bool in_order(RankKey const& a, RankKey const& b)
{
    return by_slot().before(a, b);
}

}  // namespace

TEST_CASE("a ranked set stays equal to a sorted list through any changes", "[voting][domain]")
{
    std::mt19937 random{42};
    RankedSet set;
    std::vector<RankKey> list;
    for (int round = 0; round < 20'000; ++round) {
        auto const grow = list.size() < 50 || random() % 5 < (round < 12'000 ? 4U : 1U);
        if (grow) {
            RankKey const key{
                random() % 300,
                static_cast<std::int32_t>(random() % 3),
                0,
                0,
                static_cast<Slot>(round)
            };
            list.insert(std::ranges::lower_bound(list, key, in_order), key);
            set.insert(key, by_slot());
        } else {
            auto const victim = list.begin() + static_cast<std::ptrdiff_t>(random() % list.size());
            REQUIRE(set.erase(*victim, by_slot()));
            list.erase(victim);
        }
        auto const place = random() % list.size();
        REQUIRE(set.size() == list.size());
        REQUIRE(set.at(place) == list[place]);
        REQUIRE(set.rank(list[place], by_slot()) == place);
    }
    std::size_t place = 0;
    for (auto at = set.from(0); !at.done(); at.next()) {
        REQUIRE(at.key() == list[place++]);
    }
    CHECK(place == list.size());
    for (std::uint64_t major = 0; major < 301; ++major) {
        auto const count =
            std::ranges::count_if(list, [major](RankKey const& key) { return key.major >= major; });
        REQUIRE(set.count_at_least(major) == static_cast<std::size_t>(count));
    }
}

TEST_CASE("a ranked set that is made at once equals one that grew", "[voting][domain]")
{
    std::mt19937 random{7};
    std::vector<RankKey> keys;
    RankedSet grown;
    for (Slot slot = 0; slot < 5'000; ++slot) {
        keys.push_back({random() % 90, 0, 0, 0, slot});
        grown.insert(keys.back(), by_slot());
    }
    RankedSet made;
    made.assign(keys, by_slot());

    REQUIRE(made.size() == grown.size());
    for (std::size_t place = 0; place < made.size(); ++place) {
        REQUIRE(made.at(place) == grown.at(place));
    }
}

TEST_CASE("erasing what is not there changes nothing", "[voting][domain]")
{
    RankedSet set;
    CHECK_FALSE(set.erase({1, 0, 0, 0, 1}, by_slot()));
    set.insert({1, 0, 0, 0, 1}, by_slot());
    CHECK_FALSE(set.erase({1, 0, 0, 0, 2}, by_slot()));
    CHECK_FALSE(set.erase({2, 0, 0, 0, 1}, by_slot()));
    CHECK(set.size() == 1);
    CHECK(set.erase({1, 0, 0, 0, 1}, by_slot()));
    CHECK(set.from(0).done());
    CHECK(set.rank({1, 0, 0, 0, 1}, by_slot()) == 0);
}

#include <upbeat/domain/voting/ranked_set.hpp>

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

using namespace upbeat::voting;

namespace {

using Blocks = RankedSet::Blocks;

constexpr std::uint64_t kFence = 200;

// Keys by slot, as a set asks for them, and the same as a sorted list.
struct Keys {
    std::vector<RankKey> by_slot{};

    RankSource source() const
    {
        return {
            this,
            [](void const* keys, Slot slot) {
                return static_cast<Keys const*>(keys)->by_slot[slot];
            },
            [](void const*, Slot a, Slot b) { return a < b; }
        };
    }
    RankKey const& change(Slot slot, std::mt19937& random)
    {
        while (by_slot.size() <= slot) {
            by_slot.push_back({.slot = static_cast<Slot>(by_slot.size())});
        }
        by_slot[slot] = {
            .major = random() % 300, .score = static_cast<std::int32_t>(random() % 3), .slot = slot
        };
        return by_slot[slot];
    }
    std::vector<RankKey> sorted(RankedSet const& set) const
    {
        std::vector<RankKey> list;
        std::ranges::copy_if(by_slot, std::back_inserter(list), [&](RankKey const& key) {
            return set.contains(key.slot);
        });
        std::ranges::sort(list, [this](auto const& a, auto const& b) {
            return source().before(a, b);
        });
        return list;
    }
};

void require_equal(RankedSet const& set, Keys const& keys, Blocks blocks = Blocks::coarse)
{
    auto const list = keys.sorted(set);
    auto const source = keys.source();
    REQUIRE(set.size() == list.size());
    std::size_t place = 0;
    for (auto at = set.from(0, source); !at.done(); at.next()) {
        REQUIRE(at.key() == list[place]);
        REQUIRE(set.rank(list[place], source) == place);
        if (blocks == Blocks::sorted) {
            REQUIRE(set.rank_of(list[place].slot) == place);
        }
        ++place;
    }
    REQUIRE(place == list.size());
    for (std::uint64_t major = 0; major < 301; major += 20) {
        auto const count =
            std::ranges::count_if(list, [major](auto const& key) { return key.major >= major; });
        REQUIRE(set.count_from(major, source) == static_cast<std::size_t>(count));
    }
}

}  // namespace

TEST_CASE("a ranked set stays equal to a sorted list through any changes", "[voting][domain]")
{
    std::mt19937 random{42};
    auto const blocks = GENERATE(Blocks::coarse, Blocks::sorted);
    RankedSet set{GENERATE(std::uint64_t{0}, kFence), blocks};
    Keys keys;
    for (int round = 0; round < 12'000; ++round) {
        auto const slot = static_cast<Slot>(random() % 2'000);
        auto const leaves = random() % 5 < (round < 8'000 ? 1U : 4U);
        if (leaves) {
            auto const was_in = set.contains(slot);
            REQUIRE(set.remove(slot) == was_in);
        } else {
            if (blocks == Blocks::sorted) {
                set.remove(slot);
            }
            set.update(keys.change(slot, random), keys.source());
        }
        if (round % 1'500 == 0) {
            require_equal(set, keys, blocks);
        }
    }
    require_equal(set, keys, blocks);
    auto const list = keys.sorted(set);
    for (int i = 0; i < 50; ++i) {
        auto const place = random() % list.size();
        REQUIRE(set.at(place, keys.source()) == list[place]);
    }
}

TEST_CASE("many members may change before any of them is put in its place", "[voting][domain]")
{
    std::mt19937 random{5};
    auto const blocks = GENERATE(Blocks::coarse, Blocks::sorted);
    RankedSet set{kFence, blocks};
    Keys keys;
    for (int round = 0; round < 60; ++round) {
        std::vector<Slot> changed;
        for (int i = 0; i < 400; ++i) {
            changed.push_back(keys.change(static_cast<Slot>(random() % 1'500), random).slot);
        }
        if (blocks == Blocks::sorted) {
            std::ranges::for_each(changed, [&set](Slot slot) { set.remove(slot); });
        }
        for (auto const slot : changed) {
            set.update(keys.by_slot[slot], keys.source());
        }
        require_equal(set, keys, blocks);
    }
}

// As tracks do in "fewest votes first", where each vote moves one back, and in trending, where each
// moves one to the front.
TEST_CASE("a ranked set whose keys drift takes hardly more memory than one at rest", "[voting]")
{
    constexpr Slot kMembers = 600;
    std::mt19937 random{11};
    auto const blocks = GENERATE(Blocks::coarse, Blocks::sorted);
    auto const to_front = GENERATE(true, false);
    auto const in_turn = GENERATE(true, false);
    auto const together = GENERATE(Slot{1}, Slot{100}, Slot{600});
    RankedSet set{GENERATE(std::uint64_t{0}, kFence), blocks};
    Keys keys;
    for (Slot slot = 0; slot < kMembers; ++slot) {
        keys.by_slot.push_back({.major = to_front ? kFence - 50 : kFence + 50, .slot = slot});
    }
    set.assign(keys.by_slot, keys.source());
    auto const at_rest = set.bytes();

    Slot turn = 0;
    for (Slot moves = 0; moves < 100 * kMembers; moves += together) {
        std::vector<Slot> changed;
        for (Slot i = 0; i < together; ++i) {
            auto const slot = static_cast<Slot>((in_turn ? 7919 * turn++ : random()) % kMembers);
            if (blocks == Blocks::sorted) {
                set.remove(slot);
            }
            auto& major = keys.by_slot[slot].major;
            major = to_front ? major + 1 : major - 1;
            changed.push_back(slot);
        }
        for (auto const slot : changed) {
            set.update(keys.by_slot[slot], keys.source());
        }
    }

    CHECK(set.bytes() < 4 * at_rest);
    require_equal(set, keys, blocks);
}

TEST_CASE("a full block keeps the one member that does not move", "[voting][domain]")
{
    RankedSet set;
    Keys keys;
    for (Slot slot = 0; slot < 600; ++slot) {
        keys.by_slot.push_back({.major = 10'000 - slot, .slot = slot});
    }
    set.assign(keys.by_slot, keys.source());
    // Blocks of 192 were made: the second one holds 192 to 383, and is filled up with 600 to 663.
    for (Slot slot = 600; slot < 664; ++slot) {
        keys.by_slot.push_back({.major = 9'800, .score = static_cast<int>(slot), .slot = slot});
        set.update(keys.by_slot[slot], keys.source());
    }
    Slot const stays = GENERATE(192U, 193U, 300U, 383U, 600U);
    std::uint64_t const far = GENERATE(1U, 20'000U);
    auto const leaves = [stays](Slot slot) {
        return slot != stays && ((slot >= 192 && slot < 384) || slot >= 600);
    };

    auto const newcomer = static_cast<Slot>(keys.by_slot.size());
    for (Slot slot = 0; slot < newcomer; ++slot) {
        if (leaves(slot)) {
            keys.by_slot[slot].major = far;
        }
    }
    keys.by_slot.push_back({.major = 9'750, .slot = newcomer});
    set.update(keys.by_slot[newcomer], keys.source());
    for (Slot slot = 0; slot < newcomer; ++slot) {
        if (leaves(slot)) {
            set.update(keys.by_slot[slot], keys.source());
        }
    }

    CHECK(set.size() == keys.by_slot.size());
    require_equal(set, keys);
}

TEST_CASE("a ranked set that is made at once equals one that grew", "[voting][domain]")
{
    std::mt19937 random{7};
    RankedSet made{kFence, Blocks::sorted};
    RankedSet grown{kFence};
    Keys keys;
    for (Slot slot = 0; slot < 5'000; ++slot) {
        keys.change(slot, random);
        grown.update(keys.by_slot[slot], keys.source());
    }

    made.assign(keys.by_slot, keys.source());

    require_equal(made, keys, Blocks::sorted);
    require_equal(grown, keys);
    for (Slot slot = 0; slot < 5'000; slot += 3) {
        made.remove(slot);
        made.update(keys.change(slot, random), keys.source());
    }
    require_equal(made, keys, Blocks::sorted);
}

TEST_CASE("an empty ranked set answers", "[voting][domain]")
{
    RankedSet set;
    Keys keys;
    keys.by_slot = {{.major = 1}};
    CHECK_FALSE(set.remove(0));
    CHECK(set.from(0, keys.source()).done());
    CHECK(set.rank(keys.by_slot[0], keys.source()) == 0);
    set.update(keys.by_slot[0], keys.source());
    CHECK(set.size() == 1);
    CHECK(set.remove(0));
    CHECK(set.from(0, keys.source()).done());
}

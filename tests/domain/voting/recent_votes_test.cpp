#include <upbeat/domain/voting/recent_votes.hpp>

#include <functional>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart = from_micros(1'772'625'600'000'000);
constexpr std::int64_t kTarget = 1'000'000;

// A site of agents that vote now and then on one of many items, and whatever a test adds.
struct Site {
    // `network(i)` and `age(i)` say what the i-th of 200 agents looks like.
    Site(
        std::function<std::uint64_t(int)> const& network,
        std::function<std::chrono::hours(int)> const& age
    )
    {
        for (int i = 0; i < 200; ++i) {
            agent(network(i), age(i));
            vote(num, 1 + i % 50, networks[static_cast<std::size_t>(i)]);
            now += 20s;
        }
    }

    int agent(std::uint64_t network, std::chrono::hours age)
    {
        ++num;
        voters.put({VoterNum{num}, OwnerNum{num}, kStart - age, false});
        networks.push_back(network);
        return num;
    }

    std::optional<Crowd> vote(
        int voter, std::int64_t item, std::uint64_t network, Direction direction = Direction::up
    )
    {
        LedgerEntry entry{.item = ItemNum{item}, .voter = VoterNum{voter}, .direction = direction};
        entry.at = now;
        entry.network = network;
        auto& standing = voters.obtain(VoterNum{voter}, now);
        standing.fold(entry);
        recent.fold(entry, standing);
        return recent.crowd(entry, voters);
    }

    Timestamp now = kStart;
    int num = 0;
    std::vector<std::uint64_t> networks;
    VoterTable voters;
    RecentVotes recent;
};

Site mixed_site()
{
    return Site{
        [](int i) { return 1'000U + static_cast<unsigned>(i); },
        [](int i) { return std::chrono::hours{24 * (i + 1)}; }
    };
}

}  // namespace

TEST_CASE("six agents of one network on one item are a crowd, five are none", "[voting][domain]")
{
    auto site = mixed_site();
    for (int i = 0; i < 6; ++i) {
        auto const voter = site.agent(7, std::chrono::hours{5'000 + 100 * i});
        auto const crowd = site.vote(voter, kTarget, 7);
        CHECK(crowd.has_value() == (i == 5));
        if (crowd) {
            CHECK(crowd->present == 5);
            CHECK(crowd->network == 5);
            CHECK(crowd->odd_network);
            CHECK_FALSE(crowd->grave());
            CHECK(crowd->related.size() == 5);
        }
    }
}

TEST_CASE("agents that registered together and share a network are a grave crowd", "[voting]")
{
    auto site = mixed_site();
    std::optional<Crowd> crowd;
    for (int i = 0; i < 6; ++i) {
        crowd = site.vote(site.agent(7, 3h), kTarget, 7);
    }
    REQUIRE(crowd);
    CHECK(crowd->odd_cohort);
    CHECK(crowd->grave());
}

TEST_CASE("the other direction, another item, and five minutes later are no crowd", "[voting]")
{
    auto site = mixed_site();
    for (int i = 0; i < 5; ++i) {
        site.vote(site.agent(7, 3h), kTarget, 7);
    }
    CHECK_FALSE(site.vote(site.agent(7, 3h), kTarget, 7, Direction::down));
    CHECK_FALSE(site.vote(site.agent(7, 3h), kTarget + 1, 7));
    site.now += 5min;
    CHECK_FALSE(site.vote(site.agent(7, 3h), kTarget, 7));
}

TEST_CASE("one agent that goes to and fro is no crowd", "[voting][domain]")
{
    auto site = mixed_site();
    auto const restless = site.agent(7, 3h);
    for (int i = 0; i < 9; ++i) {
        site.vote(restless, kTarget, 7, i % 2 == 0 ? Direction::up : Direction::down);
        site.now += 10s;
    }
    CHECK_FALSE(site.vote(site.agent(7, 3h), kTarget, 7));
}

TEST_CASE("who turned round belongs to the crowd on the other side only", "[voting][domain]")
{
    auto site = mixed_site();
    for (int i = 0; i < 5; ++i) {
        auto const voter = site.agent(7, 3h);
        site.vote(voter, kTarget, 7, Direction::down);
        site.vote(voter, kTarget, 7, Direction::up);
    }
    CHECK_FALSE(site.vote(site.agent(7, 3h), kTarget, 7, Direction::down));
    auto const crowd = site.vote(site.agent(7, 3h), kTarget, 7);
    REQUIRE(crowd);
    CHECK(crowd->present == 5);
}

TEST_CASE("plain popularity is no crowd", "[voting][domain]")
{
    auto site = mixed_site();
    for (int i = 0; i < 40; ++i) {
        auto const voter = site.agent(50'000U + static_cast<unsigned>(i), 48h * (i + 1));
        CHECK_FALSE(site.vote(voter, kTarget, site.networks.back()));
    }
}

TEST_CASE("on a launch day everybody registered today, and nobody is suspect", "[voting][domain]")
{
    Site site{[](int i) { return 1'000U + static_cast<unsigned>(i); }, [](int) { return 2h; }};
    for (int i = 0; i < 40; ++i) {
        auto const voter = site.agent(50'000U + static_cast<unsigned>(i), 1h);
        CHECK_FALSE(site.vote(voter, kTarget, site.networks.back()));
    }
}

TEST_CASE("on a campus site everybody shares a network, and nobody is suspect", "[voting][domain]")
{
    Site site{
        [](int i) { return i % 10 == 0 ? 1'000U + static_cast<unsigned>(i) : 7U; },
        [](int i) { return std::chrono::hours{24 * (i + 1)}; }
    };
    for (int i = 0; i < 40; ++i) {
        auto const voter = site.agent(7, 48h * (i + 1));
        CHECK_FALSE(site.vote(voter, kTarget, 7));
    }
}

TEST_CASE("an unknown network relates nobody", "[voting][domain]")
{
    auto site = mixed_site();
    for (int i = 0; i < 10; ++i) {
        CHECK_FALSE(site.vote(site.agent(0, std::chrono::hours{5'000 + 100 * i}), kTarget, 0));
    }
}

TEST_CASE(
    "agents that vote on the same items are a crowd, fans with lives of their own are none",
    "[voting]"
)
{
    auto site = mixed_site();
    auto const fans = GENERATE(true, false);
    std::vector<int> group;
    for (int i = 0; i < 6; ++i) {
        group.push_back(site.agent(90'000U + static_cast<unsigned>(i), 72h * (i + 10)));
        for (int item = 0; item < 12; ++item) {
            site.vote(group.back(), 2'000 + item, site.networks.back());
            if (fans) {
                site.vote(group.back(), 10'000 + 100 * i + item, site.networks.back());
            }
            site.now += 7min;
        }
    }
    std::optional<Crowd> crowd;
    for (auto const voter : group) {
        crowd = site.vote(voter, kTarget, 90'000U + static_cast<unsigned>(voter));
    }
    CHECK(crowd.has_value() != fans);
    if (crowd) {
        CHECK(crowd->odd_taste);
        CHECK_FALSE(crowd->grave());
    }
}

TEST_CASE("a young site gives no measure of what is odd", "[voting][domain]")
{
    VoterTable voters;
    RecentVotes recent;
    for (int i = 1; i <= 20; ++i) {
        voters.put({VoterNum{i}, OwnerNum{i}, kStart, false});
        LedgerEntry entry{.item = ItemNum{1}, .voter = VoterNum{i}, .direction = Direction::up};
        entry.at = kStart;
        entry.network = 7;
        recent.fold(entry, *voters.find(VoterNum{i}));
        CHECK_FALSE(recent.crowd(entry, voters));
    }
}

TEST_CASE("a sketch tells how alike two sets of items are", "[voting][domain]")
{
    for (auto const shared : {0, 25, 50, 80, 100}) {
        TasteSketch a;
        TasteSketch b;
        for (int item = 0; item < 400; ++item) {
            auto const common = item % 100 < shared;
            a.add(ItemNum{item});
            b.add(ItemNum{common ? item : 10'000 + item});
        }
        // Of 400 items each, `shared` per cent in common: Jaccard is shared / (200 - shared).
        auto const jaccard = 100 * shared / (200 - shared);
        CHECK(a.alike(b) == Approx(jaccard).margin(20));
        CHECK(b.alike(a) == a.alike(b));
    }
    TasteSketch const none;
    CHECK(none.empty());
    CHECK(none.alike(none) == 0);
}

#include <upbeat/domain/voting/newcomer_share.hpp>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kNoon = from_micros(1'772'625'600'000'000);
constexpr auto kLongAgo = kNoon - std::chrono::days{300};
constexpr auto kJustNow = kNoon - 2h;

// A site of three hundred days with one item, and votes of a tenth of full weight each.
struct Case {
    Case()
    {
        for (std::size_t i = 0; i < NewcomerShares::kFounders; ++i) {
            shares.meet(VoterNum{1'000 + static_cast<std::int64_t>(i)}, kLongAgo);
        }
    }

    LedgerEntry vote(
        std::int64_t voter, Timestamp registered_at, Direction direction = Direction::up
    )
    {
        LedgerEntry entry{.item = ItemNum{1}, .voter = VoterNum{voter}, .direction = direction};
        entry.weight = Weight{1'000};
        return fold(entry, registered_at);
    }

    LedgerEntry fold(LedgerEntry entry, Timestamp registered_at)
    {
        entry.at = now;
        now += 1min;
        shares.fold(entry, registered_at);
        return entry;
    }

    void newcomers(int count)
    {
        for (int i = 0; i < count; ++i) {
            vote(++last, kJustNow);
        }
    }

    void established(int count)
    {
        for (int i = 0; i < count; ++i) {
            vote(++last, kLongAgo);
        }
    }

    std::vector<std::int64_t> changed(bool hold)
    {
        std::vector<std::int64_t> voters;
        for (auto const& change : shares.take_changes()) {
            if (change.hold == hold) {
                voters.push_back(change.voter.value);
            }
        }
        return voters;
    }

    NewcomerShares shares{};
    Timestamp now = kNoon;
    std::int64_t last = 0;
};

using Voters = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a few newcomers count on an item that nobody else votes on", "[voting][domain]")
{
    Case c;
    c.newcomers(5);
    CHECK(c.changed(true).empty());

    c.newcomers(2);
    CHECK(c.changed(true) == Voters{6, 7});
}

TEST_CASE("newcomers weigh at most half of what established voters do", "[voting][domain]")
{
    Case c;
    c.established(10);
    c.newcomers(12);

    CHECK(c.changed(true) == Voters{21, 22});
}

TEST_CASE("established voters are never held, however many come", "[voting][domain]")
{
    Case c;
    c.established(500);
    CHECK(c.shares.take_changes().empty());
}

TEST_CASE("waiting votes are let in one by one, the oldest first", "[voting][domain]")
{
    Case c;
    c.newcomers(8);
    REQUIRE(c.changed(true) == Voters{6, 7, 8});

    c.established(2);
    CHECK(c.changed(false) == Voters{6});
    c.established(2);
    CHECK(c.changed(false) == Voters{7});
}

TEST_CASE("nobody overtakes a vote that waits", "[voting][domain]")
{
    Case c;
    c.newcomers(6);
    REQUIRE(c.changed(true) == Voters{6});
    LedgerEntry light{.item = ItemNum{1}, .voter = VoterNum{99}, .direction = Direction::up};
    light.weight = Weight{0};

    c.fold(light, kJustNow);

    CHECK(c.changed(true) == Voters{99});
}

TEST_CASE("votes against an item have the same share as votes for it", "[voting][domain]")
{
    Case c;
    for (int voter = 1; voter <= 6; ++voter) {
        c.vote(voter, kJustNow, Direction::down);
    }
    CHECK(c.changed(true) == Voters{6});
}

TEST_CASE("each item has a share of its own, and each day", "[voting][domain]")
{
    Case c;
    c.newcomers(5);
    LedgerEntry other{.item = ItemNum{2}, .voter = VoterNum{50}, .direction = Direction::up};
    other.weight = Weight{1'000};
    c.fold(other, kJustNow);
    c.now += 24h;
    c.vote(51, kJustNow);

    CHECK(c.shares.take_changes().empty());
}

TEST_CASE("what established voters weighed the day before counts too", "[voting][domain]")
{
    Case c;
    c.established(10);
    c.now += 24h;
    c.newcomers(11);

    CHECK(c.changed(true) == Voters{21});
}

TEST_CASE("an abstention, a guest's vote and a withdrawal take no room", "[voting][domain]")
{
    Case c;
    c.vote(40, kJustNow, Direction::abstain);
    LedgerEntry guest{.item = ItemNum{1}, .voter = VoterNum{41}, .direction = Direction::up};
    guest.reason = Reason::guest;
    c.fold(guest, kJustNow);
    auto withdrawn = c.vote(42, kJustNow);
    withdrawn.prior_at = withdrawn.at;
    withdrawn.prior_direction = Direction::up;
    withdrawn.prior_weight = withdrawn.weight;
    withdrawn.revision = 1;
    withdrawn.reason = Reason::withdrawn;
    c.fold(withdrawn, kJustNow);

    c.newcomers(5);
    CHECK(c.shares.take_changes().empty());
}

TEST_CASE("a vote that another rule took out is not put back", "[voting][domain]")
{
    Case c;
    c.newcomers(5);
    LedgerEntry taken{.item = ItemNum{1}, .voter = VoterNum{1}, .direction = Direction::up};
    taken.revision = 1;
    taken.reason = Reason::quarantined;
    taken.prior_direction = Direction::up;
    taken.prior_weight = Weight{1'000};
    taken.prior_at = kNoon;
    c.fold(taken, kJustNow);
    c.established(10);
    c.newcomers(1);

    CHECK(c.shares.take_changes().empty());
}

TEST_CASE("on a young site the older half of its life is established", "[voting][domain]")
{
    NewcomerShares shares;
    for (std::size_t i = 0; i < NewcomerShares::kFounders; ++i) {
        shares.meet(VoterNum{static_cast<std::int64_t>(i)}, kNoon - 48h);
    }
    CHECK(shares.is_newcomer(kNoon - 23h, kNoon));
    CHECK_FALSE(shares.is_newcomer(kNoon - 24h, kNoon));
}

TEST_CASE("on a site with fewer than twenty voters nobody is a newcomer", "[voting][domain]")
{
    NewcomerShares shares;
    shares.meet(VoterNum{1}, kLongAgo);
    CHECK_FALSE(shares.is_newcomer(kNoon, kNoon));
}

TEST_CASE("on an old site newcomers are those of the last seven days", "[voting][domain]")
{
    Case c;
    CHECK(c.shares.is_newcomer(kNoon - std::chrono::days{7} + 1s, kNoon));
    CHECK_FALSE(c.shares.is_newcomer(kNoon - std::chrono::days{7}, kNoon));
}

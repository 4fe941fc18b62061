#include <catch2/catch.hpp>

#include <upbeat/domain/voting/ledger_follow_up.hpp>
#include <upbeat/domain/voting/voting_projection.hpp>

using namespace upbeat;
using namespace upbeat::voting;

namespace {

constexpr Timestamp kStart = from_micros(1'772'625'600'000'000);

// One track, one agent, and a ledger that goes on by an hour an entry.
struct Case {
    Case()
    {
        projection.put_item({.num = ItemNum{1}, .created_at = kStart, .id = "song-1"});
        projection.put_voter({.num = VoterNum{1}, .owner = OwnerNum{1}, .created_at = kStart});
    }

    LedgerEntry cast(Reason reason = Reason::cast)
    {
        LedgerEntry entry{.item = ItemNum{1}, .voter = VoterNum{1}, .direction = Direction::up};
        entry.reason = reason;
        entry.weight = reason == Reason::guest ? kGuestWeight : Weight{4'200};
        entry.at = now;
        entry.network = 9;
        return fold(entry);
    }

    LedgerEntry fold(LedgerEntry entry)
    {
        entry.seq = ++seq;
        projection.advance(entry.at);
        projection.fold(entry);
        now += std::chrono::hours{1};
        return entry;
    }

    ItemRecord const& item() const { return projection.items()[0]; }
    VoterStanding const& voter() const { return *projection.voters().find(VoterNum{1}); }

    Timestamp now = kStart;
    VotingProjection projection{kStart};
    std::int64_t seq = 0;
};

}  // namespace

TEST_CASE("a quarantined vote counts in no tally, no chart and no reputation", "[voting][domain]")
{
    Case c;
    auto const vote = c.cast();

    auto const taken = c.fold(quarantine_of(vote, c.now));

    CHECK(c.item().tally == Tally{});
    CHECK(c.item().cells.all().empty());
    CHECK(c.voter().standing_votes() == 0);
    CHECK(c.voter().accepted() == 1);
    CHECK(taken.direction == Direction::up);
    CHECK(taken.weight == Weight{0});
    CHECK(taken.keeps_slot());
    CHECK_FALSE(taken.stands());
    CHECK_FALSE(can_be_quarantined(taken));
}

TEST_CASE("a restored vote counts as it did, in the hour in which it was cast", "[voting][domain]")
{
    Case c;
    auto const vote = c.cast();
    auto const tally = c.item().tally;
    auto const hours = c.item().cells.last();
    auto const taken =
        c.fold(GENERATE(true, false) ? quarantine_of(vote, c.now) : void_of(vote, c.now));

    auto const back = c.fold(restoration_of(taken, c.now));

    CHECK(c.item().tally == tally);
    REQUIRE(c.item().cells.first_hour() == c.item().cells.last_hour());
    CHECK(c.item().cells.last() == hours);
    CHECK(c.voter().standing_votes() == 1);
    CHECK(c.voter().accepted() == 1);
    CHECK(c.voter().last_vote_at() == vote.at);
    CHECK(c.projection.networks().of(9, kStart) == 1);
    CHECK(back.weight == vote.weight);
}

TEST_CASE("a restored vote can be taken out and put back again", "[voting][domain]")
{
    Case c;
    auto const vote = c.cast();
    auto const tally = c.item().tally;
    auto latest = vote;
    for (int i = 0; i < 3; ++i) {
        latest = c.fold(quarantine_of(latest, c.now));
        CHECK(c.item().tally == Tally{});
        latest = c.fold(restoration_of(latest, c.now));
        CHECK(c.item().tally == tally);
        CHECK(latest.counted_at() == vote.at);
    }
}

TEST_CASE("what leaves quarantine otherwise takes nothing back twice", "[voting][domain]")
{
    Case c;
    auto const vote = c.cast();
    auto const tally = c.item().tally;
    auto const taken = c.fold(quarantine_of(vote, c.now));

    SECTION("a withdrawal")
    {
        LedgerEntry gone{.item = taken.item, .voter = taken.voter};
        gone.reason = Reason::withdrawn;
        gone.at = c.now;
        follow(gone, taken);
        c.fold(gone);
        CHECK(c.item().tally == Tally{});
        CHECK(c.voter().standing_votes() == 0);
    }
    SECTION("a void, from which it can still come back")
    {
        auto const voided = c.fold(void_of(taken, c.now));
        CHECK(c.item().tally == Tally{});
        c.fold(restoration_of(voided, c.now));
        CHECK(c.item().tally == tally);
    }
}

TEST_CASE("a guest's vote goes to quarantine and back as a guest's", "[voting][domain]")
{
    Case c;
    auto const vote = c.cast(Reason::guest);
    auto const tally = c.item().tally;
    CHECK(tally.guests == 1);

    auto const taken = c.fold(quarantine_of(vote, c.now));
    CHECK(c.item().tally == Tally{});
    auto const back = c.fold(restoration_of(taken, c.now));

    CHECK(back.is_guest());
    CHECK(c.item().tally == tally);
    CHECK_FALSE(c.voter().has_voted());
    CHECK(c.voter().standing_votes() == 0);
}

#include <upbeat/application/voting/hold_newcomers.hpp>

#include <array>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/domain/voting/errors.hpp>
#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::VotingBench;

namespace {

// A newcomer's vote weighs a tenth, and an item without established voters has room for half.
constexpr int kRoom = 5;

// A site that is 300 days old, with the rule beside its writer as on a server.
struct Site : VotingBench {
    explicit Site(VotePolicy const& with = {}) : VotingBench{with}
    {
        for (std::size_t i = 0; i < NewcomerShares::kFounders; ++i) {
            REQUIRE(cast(agent("founder-" + std::to_string(i)), "song-3"));
        }
        rule.begin();
        listen(rule);
    }
    ~Site() { voting.state.set_witness({}); }

    HoldNewcomers::Ports ports()
    {
        return {ledger, voting.state, clock, steps_through(follow_ups, conduct)};
    }

    void listen(HoldNewcomers& to)
    {
        voting.state.set_witness([&to](std::span<LedgerEntry const> entries) { to.see(entries); });
    }

    std::vector<Result<VoteReceipt>> submit(VoteGroup const& group)
    {
        if (!reachable) {
            return {group.intents.size(), fail(ledger_unavailable())};
        }
        return std::move(voting.cast_votes.execute(std::span{&group, 1}).front());
    }

    void newcomers(int count)
    {
        for (int i = 0; i < count; ++i) {
            auto const name = "newcomer-" + std::to_string(++made);
            REQUIRE(cast(agent(name, Tier::free, {}, std::chrono::days{1}), "song-1"));
        }
    }

    void established(int count)
    {
        for (int i = 0; i < count; ++i) {
            REQUIRE(cast(agent("old-" + std::to_string(++made)), "song-1"));
        }
    }

    bool reachable = true;  // the storage
    int made = 0;
    AppendFollowUps follow_ups{ledger, voting.state, [this](VoteGroup group) {
                                   return submit(group);
                               }};
    HoldNewcomers rule{ports(), policy};
};

}  // namespace

TEST_CASE("newcomers' votes beyond their share leave the count and stay votes", "[voting]")
{
    Site site;
    site.newcomers(9);
    CHECK(site.tally("song-1").up == 9);

    CHECK(site.rule.execute() == 9 - kRoom);
    CHECK(site.tally("song-1").up == kRoom);
    CHECK(site.cast(site.known("newcomer-9"), "song-1").error().code == "duplicate_vote");
    CHECK(site.cast(site.known("newcomer-1"), "song-1").error().code == "duplicate_vote");
}

TEST_CASE("without new votes there is nothing left to hold", "[voting]")
{
    Site site;
    site.newcomers(9);
    REQUIRE(site.rule.execute() > 0);
    auto const entries = site.ledger.entries().size();

    CHECK(site.rule.execute() == 0);
    CHECK(site.ledger.entries().size() == entries);
}

TEST_CASE("held votes come back by themselves when established voters turn up", "[voting]")
{
    Site site;
    site.newcomers(9);
    site.rule.execute();

    site.established(8);
    CHECK(site.rule.execute() == 9 - kRoom);
    CHECK(site.tally("song-1").up == 9 + 8);
    CHECK(site.running_digest() == site.rebuilt_digest());
}

TEST_CASE("a vote that is let in before it was held has no step in the ledger", "[voting]")
{
    Site site;
    site.newcomers(9);
    site.established(8);

    CHECK(site.rule.execute() == 0);
    CHECK(site.tally("song-1").up == 9 + 8);
}

TEST_CASE("what the storage did not take is asked for again", "[voting]")
{
    Site site;
    site.newcomers(7);
    site.reachable = false;
    CHECK(site.rule.execute() == 0);
    CHECK(site.tally("song-1").up == 7);

    site.reachable = true;
    CHECK(site.rule.execute() == 7 - kRoom);
    CHECK(site.tally("song-1").up == kRoom);
}

TEST_CASE("a vote that somebody voided is not put back when there is room for it", "[voting]")
{
    Site site;
    site.newcomers(kRoom + 1);
    REQUIRE(site.rule.execute() == 1);
    auto const held = VoteKey{ItemNum{1}, site.known("newcomer-6").num};
    REQUIRE(site.follow_ups.execute(Operation::void_vote, {held}).done == 1);

    site.established(10);
    CHECK(site.rule.execute() == 0);
    CHECK(site.tally("song-1").up == kRoom + 10);
}

TEST_CASE("what an incident holds stays out, whatever share there is", "[voting]")
{
    Site site;
    site.newcomers(kRoom + 2);
    REQUIRE(site.rule.execute() == 2);
    Incident incident{
        .id = "inc_1",
        .case_id = "inc_1",
        .voter = site.known("newcomer-6").num,
        .detector = Detector::coordinated,
        .at = site.clock.now(),
        .item = ItemNum{1},
        .holds_vote = true,
        .changed_at = site.clock.now(),
    };
    site.conduct.apply({&incident, 1});

    site.established(10);
    site.rule.execute();
    CHECK(site.tally("song-1").up == kRoom + 1 + 10);
}

TEST_CASE("a node that starts knows how much of today's share is taken", "[voting]")
{
    Site site;
    site.newcomers(kRoom);
    REQUIRE(site.rule.execute() == 0);

    HoldNewcomers fresh{site.ports(), site.policy};
    site.listen(fresh);
    fresh.begin();
    site.newcomers(1);

    CHECK(fresh.execute() == 1);
    CHECK(site.tally("song-1").up == kRoom);
    site.listen(site.rule);
}

TEST_CASE("a start leaves the days before as they were decided", "[voting]")
{
    Site site;
    site.established(6);
    site.clock.advance(std::chrono::days{1});
    // The six of yesterday make room for more than an item without them has.
    site.newcomers(kRoom + 3);
    REQUIRE(site.rule.execute() == 0);
    site.clock.advance(std::chrono::days{1});

    HoldNewcomers fresh{site.ports(), site.policy};
    fresh.begin();

    CHECK(fresh.execute() == 0);
    CHECK(site.tally("song-1").up == 6 + kRoom + 3);
}

TEST_CASE("what was committed during a start is counted once", "[voting]")
{
    Site site;
    site.newcomers(kRoom - 1);
    HoldNewcomers fresh{site.ports(), site.policy};
    // One that another node wrote, and that is not folded here yet.
    site.voting.state.set_witness({});
    auto entry = site.ledger.entries().back();
    entry.writer += 1;
    entry.voter = site.agent("elsewhere", Tier::free, {}, std::chrono::days{1}).num;
    site.ledger.append(std::array{LedgerRecord{entry, {}}}, {});
    fresh.begin();
    site.listen(fresh);
    site.voting.state.fold(std::array{entry}, site.clock.now());

    CHECK(fresh.execute() == 0);
    site.listen(site.rule);
}

TEST_CASE("what is folded between a start and the first look is counted once", "[voting]")
{
    Site site;
    site.newcomers(kRoom - 1);
    HoldNewcomers fresh{site.ports(), site.policy};
    fresh.begin();
    site.listen(fresh);
    site.newcomers(1);

    CHECK(fresh.execute() == 0);
    site.listen(site.rule);
}

TEST_CASE("newcomers count fully where votes are only observed or not looked at", "[voting]")
{
    auto const mode = GENERATE(AntiGaming::off, AntiGaming::observe);
    Site site{{.anti_gaming = mode}};
    site.newcomers(9);

    CHECK(site.rule.execute() == 0);
    CHECK(site.tally("song-1").up == 9);
}

TEST_CASE("newcomers count fully where nobody is too young", "[voting]")
{
    VotePolicy policy;
    policy.newcomers.age = {};
    Site site{policy};
    site.newcomers(9);

    CHECK(site.rule.execute() == 0);
    CHECK(site.tally("song-1").up == 9);
}

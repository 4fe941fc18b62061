#include <algorithm>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using namespace std::chrono_literals;
using upbeat::testing::VotingBench;

namespace {

// Casts votes on tracks of their own, one every `pace`; gives the last answer.
Result<VoteReceipt> cast_many(
    VotingBench& bench,
    RegisteredVoter const& voter,
    int count,
    std::chrono::milliseconds pace = 100ms,
    Direction direction = Direction::up
)
{
    Result<VoteReceipt> last = fail(Error{});
    for (int i = 0; i < count; ++i) {
        bench.clock.advance(pace);
        auto const id = "many-" + std::to_string(bench.items_made);
        bench.track(id);
        last = bench.cast(voter, id, direction);
    }
    return last;
}

void keep_voting(
    VotingBench& bench,
    RegisteredVoter const& voter,
    int count,
    std::chrono::milliseconds pace = 100ms
)
{
    static_cast<void>(cast_many(bench, voter, count, pace));
}

std::vector<Incident> incidents_of(VotingBench& bench, VoterNum voter)
{
    return bench.incidents.list({.voter = voter}, {1, 100}).items;
}

// A day of votes by agents that have nothing in common, so that a site is known to look like that.
void populate(VotingBench& bench)
{
    for (int i = 0; i < 80; ++i) {
        auto const id = "crowd-" + std::to_string(i);
        auto intent = VotingBench::intent(
            bench.agent(id, Tier::free, {}, std::chrono::days{2 * i + 20}),
            i % 2 == 0 ? "song-1" : "song-2"
        );
        intent.network = 100U + static_cast<unsigned>(i);
        bench.clock.advance(7min);
        REQUIRE(bench.execute({intent}).front());
    }
}

}  // namespace

TEST_CASE("a burst leaves one incident a quarter of an hour, with what was seen", "[voting]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1", Tier::enterprise);
    keep_voting(bench, voter, 15);

    auto const found = incidents_of(bench, voter.num);
    REQUIRE(found.size() == 1);
    CHECK(found[0].detector == Detector::burst);
    CHECK(found[0].action == ConductAction::flagged);
    CHECK(found[0].until == found[0].at + kFlagDuration);
    CHECK(found[0].evidence.facts.at(0) == Fact{"earlier_votes_in_a_minute", 10, 10});
    CHECK(found[0].case_id == found[0].id);

    bench.clock.advance(15min);
    keep_voting(bench, voter, 11);
    CHECK(incidents_of(bench, voter.num).size() == 2);
}

TEST_CASE("the forty-first vote in a minute blocks for a day, with the time to wait", "[voting]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1", Tier::enterprise);
    REQUIRE(cast_many(bench, voter, 40));

    auto const refused = cast_many(bench, voter, 1);

    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "agent_blocked");
    CHECK(refused.error().kind == ErrorKind::forbidden);
    CHECK(refused.error().retry_after == 24h);
    CHECK(bench.voting.state.read([&](VotingProjection const& projection) {
        return projection.voters().find(voter.num)->accepted();
    }) == 40);

    bench.clock.advance(23h);
    CHECK(cast_many(bench, voter, 1).error().code == "agent_blocked");
    bench.clock.advance(1h);
    CHECK(cast_many(bench, voter, 1));
}

TEST_CASE("a bulk of votes stops at the forty-first", "[voting]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1", Tier::enterprise);
    std::vector<VoteIntent> intents;
    for (int i = 0; i < 60; ++i) {
        bench.track("bulk-" + std::to_string(i));
        intents.push_back(VotingBench::intent(voter, "bulk-" + std::to_string(i)));
    }

    // The flag must be there before: the incident of the burst is raised when its votes are stored.
    keep_voting(bench, voter, 11, 1s);
    bench.clock.advance(1min);
    auto const results = bench.execute(intents);

    CHECK(std::ranges::count_if(results, [](auto const& r) { return r.has_value(); }) == 40);
    CHECK(results.back().error().code == "agent_blocked");
}

TEST_CASE("a client that votes up every two seconds is flagged and never blocked", "[voting]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1", Tier::enterprise);
    for (int round = 0; round < 40; ++round) {
        CHECK(cast_many(bench, voter, 100, 2s));
        bench.clock.advance(4h);
    }
    auto const found = incidents_of(bench, voter.num);
    CHECK(found.size() > 10);
    CHECK(std::ranges::all_of(found, [](Incident const& incident) {
        return incident.action == ConductAction::flagged;
    }));
}

TEST_CASE("the third block in thirty days suspends until somebody lifts it", "[voting]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1", Tier::enterprise);
    for (int block = 1; block <= 3; ++block) {
        keep_voting(bench, voter, 41);
        bench.clock.advance(25h);
    }

    auto const refused = cast_many(bench, voter, 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "agent_suspended");
    CHECK(refused.error().detail.find("/agents/me/incidents") != std::string::npos);
    bench.clock.advance(std::chrono::days{100});
    CHECK(cast_many(bench, voter, 1).error().detail == refused.error().detail);
    CHECK(bench.withdraw(voter, "song-1").error().code == "agent_suspended");
    CHECK(bench.conduct.conduct_of(voter.num).penalty(bench.clock.now()) == 5'000);
}

TEST_CASE("a restart forgets no incident", "[voting]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1", Tier::enterprise);
    keep_voting(bench, voter, 41);

    VotingState fresh{bench.clock.now()};
    RebuildState{{bench.ledger, bench.items, bench.voters, bench.adjustments, fresh, bench.clock}
    }.execute();
    ConductWatch again{{bench.incidents, fresh, bench.ids, bench.clock}, AntiGaming::enforce};
    again.load(bench.ledger);

    auto const conduct = fresh.read([&](VotingProjection const& projection) {
        return projection.voters().find(voter.num)->conduct();
    });
    CHECK(conduct.blocked(bench.clock.now()));
    CHECK(conduct == bench.conduct.conduct_of(voter.num));
}

TEST_CASE("observing writes incidents down and does nothing", "[voting]")
{
    VotingBench bench{{.anti_gaming = AntiGaming::observe}};
    auto const voter = bench.known("agent-1", Tier::enterprise);

    CHECK(cast_many(bench, voter, 60));

    auto const found = incidents_of(bench, voter.num);
    REQUIRE(found.size() == 3);  // burst, fast burst and volume
    CHECK(std::ranges::all_of(found, [](Incident const& incident) {
        return incident.action == ConductAction::observed && !incident.until;
    }));
    CHECK(bench.conduct.conduct_of(voter.num) == Conduct{});
}

TEST_CASE("switched off, no incident is written", "[voting]")
{
    VotingBench bench{{.anti_gaming = AntiGaming::off}};
    CHECK(cast_many(bench, bench.known("agent-1", Tier::enterprise), 60));
    CHECK(bench.incidents.list({}, {1, 10}).total == 0);
}

TEST_CASE("related agents that vote together are flagged as one case and told so", "[voting]")
{
    VotingBench bench;
    populate(bench);
    std::optional<VoteReceipt> last;
    for (int i = 0; i < 6; ++i) {
        auto const id = "sock-" + std::to_string(i);
        auto intent = VotingBench::intent(
            bench.agent(id, Tier::free, {}, std::chrono::days{200 + 5 * i}), "song-3"
        );
        intent.network = 7;
        bench.clock.advance(10s);
        auto result = bench.execute({intent}).front();
        REQUIRE(result);
        CHECK((result->warning && result->warning->coordinated) == (i == 5));
        last = *result;
    }

    auto const all = bench.incidents.list({.detector = Detector::coordinated}, {1, 100}).items;
    REQUIRE(all.size() == 6);
    for (auto const& incident : all) {
        CHECK(incident.case_id == all.back().case_id);
        CHECK(incident.action == ConductAction::flagged);
        CHECK(incident.evidence.others.size() == 5);
        CHECK_FALSE(incident.holds_vote);
    }
    CHECK(bench.voting.get_voter_standing.execute(bench.known("sock-0").num).flagged);
    CHECK(bench.tally("song-3").up == 6);
}

TEST_CASE("a crowd with more than one thing in common loses its votes on the item", "[voting]")
{
    VotingBench bench;
    populate(bench);
    for (int i = 0; i < 9; ++i) {
        auto const id = "sock-" + std::to_string(i);
        auto intent =
            VotingBench::intent(bench.agent(id, Tier::free, {}, std::chrono::days{0}), "song-3");
        intent.network = 7;
        bench.clock.advance(10s);
        REQUIRE(bench.execute({intent}).front());
    }
    auto const unsettled = bench.conduct.unsettled();
    CHECK(unsettled.size() == 9);
    for (int i = 0; i < 9; ++i) {
        auto const voter = bench.known("sock-" + std::to_string(i));
        CHECK(bench.conduct.holds(ItemNum{3}, voter.num));
    }
    CHECK_FALSE(bench.conduct.holds(ItemNum{3}, bench.known("crowd-1").num));
}

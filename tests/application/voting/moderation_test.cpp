#include <upbeat/application/voting/moderation.hpp>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/plain_work.hpp>
#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using namespace std::chrono_literals;
using upbeat::testing::VotingBench;

namespace {

class Notes final : public contracts::AuditLog {
   public:
    std::vector<contracts::AuditEntry> entries{};
    void record(contracts::AuditEntry const& entry) override { entries.push_back(entry); }
};

struct Case {
    explicit Case(VotePolicy const& policy = {}) : bench{policy}
    {
        for (int i = 0; i < 80; ++i) {
            auto const voter = bench.agent(
                "someone-" + std::to_string(i), Tier::free, {}, std::chrono::days{2 * i + 20}
            );
            REQUIRE(cast(voter, i % 2 == 0 ? "song-1" : "song-2", 100U + static_cast<unsigned>(i)));
            bench.clock.advance(7min);
        }
    }

    Result<VoteReceipt> cast(
        RegisteredVoter const& voter, std::string const& item, std::uint64_t network
    )
    {
        auto intent = VotingBench::intent(voter, item);
        intent.network = network;
        return bench.execute({intent}).front();
    }

    // Agents that registered just now vote from one network.
    void attack(std::string const& item, int agents)
    {
        for (int i = 0; i < agents; ++i) {
            auto const id = "sock-" + std::to_string(i);
            auto const voter = bench.voters.find(id)
                                   ? bench.known(id)
                                   : bench.agent(id, Tier::free, {}, std::chrono::days{0});
            bench.clock.advance(10s);
            static_cast<void>(cast(voter, item, 7));
        }
    }

    Incident newest(Detector detector)
    {
        return bench.incidents.list({.detector = detector}, {1, 1}).items.at(0);
    }

    VotingBench bench;
    testing::PlainWork work{};
    Notes audit{};
    Moderation moderation{
        {bench.incidents, bench.ledger, bench.voters, work, audit, bench.ids, bench.clock},
        bench.voting,
        bench.policy,
        [this](VoteGroup group) {
            return std::move(
                bench.voting.cast_votes.execute(std::span<VoteGroup const>{&group, 1}).front()
            );
        }
    };
};

DecidedBy const kAdmin{"admin", "looked at it", "req-1"};

}  // namespace

TEST_CASE("a grave crowd's votes are out of the count as soon as it is settled", "[voting]")
{
    Case c;
    // The bench's own watch came first; this one takes its place.
    c.attack("song-3", 12);
    REQUIRE(c.moderation.watch.has_unsettled());

    auto const report = c.moderation.settle.execute();

    CHECK(report.done >= 9);
    CHECK(c.bench.tally("song-3").up == 12 - report.done);
    CHECK_FALSE(c.moderation.watch.has_unsettled());
    CHECK(c.bench.running_digest() == c.bench.rebuilt_digest());
    CHECK(c.moderation.settle.execute().done == 0);
}

TEST_CASE("a dismissal puts everything back as it was", "[voting]")
{
    Case c;
    c.attack("song-3", 12);
    c.moderation.settle.execute();
    auto const incident = c.newest(Detector::coordinated);
    c.bench.clock.advance(1h);

    auto const dismissed = c.moderation.decide.dismiss(incident.id, kAdmin);

    REQUIRE(dismissed);
    CHECK(dismissed->status == IncidentStatus::dismissed);
    CHECK(dismissed->decision == "looked at it");
    c.moderation.settle.execute();
    CHECK(c.bench.tally("song-3").up == 12);
    for (int i = 0; i < 12; ++i) {
        auto const voter = c.bench.known("sock-" + std::to_string(i)).num;
        CHECK_FALSE(c.bench.voting.get_voter_standing.execute(voter).flagged);
        CHECK(c.moderation.watch.conduct_of(voter).penalty(c.bench.clock.now()) == 0);
    }
    CHECK(c.bench.running_digest() == c.bench.rebuilt_digest());
    CHECK(c.audit.entries.back().action == "incident.dismissed");
    CHECK(c.moderation.decide.dismiss(incident.id, kAdmin).error().code == "incident_decided");
}

TEST_CASE("below that level an administrator's word takes the votes out", "[voting]")
{
    Case c;
    c.attack("song-3", 6);
    CHECK_FALSE(c.moderation.watch.has_unsettled());
    auto const incident = c.newest(Detector::coordinated);

    REQUIRE(c.moderation.decide.confirm(incident.id, kAdmin));
    c.moderation.settle.execute();

    CHECK(c.bench.tally("song-3").up == 0);
    auto const votes = c.bench.voting.list_item_votes.execute(ItemKind::track, "song-3", {1, 10});
    CHECK(votes->items.front().reason == Reason::quarantined);
}

TEST_CASE("an appeal stands beside the evidence and can succeed after a confirmation", "[voting]")
{
    Case c;
    c.attack("song-3", 6);
    auto const incident = c.newest(Detector::coordinated);
    REQUIRE(c.moderation.decide.confirm(incident.id, kAdmin));
    c.moderation.settle.execute();

    CHECK(
        c.moderation.decide.appeal(incident.id, VoterNum{1}, "not mine").error().code ==
        "incident_not_found"
    );
    auto const appealed = c.moderation.decide.appeal(incident.id, incident.voter, "we are a choir");
    REQUIRE(appealed);
    CHECK(appealed->status == IncidentStatus::appealed);
    CHECK(c.bench.tally("song-3").up == 0);

    REQUIRE(c.moderation.decide.dismiss(incident.id, kAdmin));
    c.moderation.settle.execute();
    CHECK(c.bench.tally("song-3").up == 6);
}

TEST_CASE("a vote that its voter took back stays where it is", "[voting]")
{
    Case c;
    c.attack("song-3", 12);
    REQUIRE(c.bench.withdraw(c.bench.known("sock-0"), "song-3"));

    auto const report = c.moderation.settle.execute();

    CHECK(report.needless == 1);
    CHECK(report.settled());
    auto const incident = c.newest(Detector::coordinated);
    REQUIRE(c.moderation.decide.dismiss(incident.id, kAdmin));
    c.moderation.settle.execute();
    CHECK(c.bench.tally("song-3").up == 11);
}

TEST_CASE("blocks and suspensions are imposed and ended by hand", "[voting]")
{
    Case c;
    auto const voter = c.bench.known("agent-1");
    auto& decide = c.moderation.decide;

    REQUIRE(decide.impose(ConductAction::blocked, voter.num, "agent-1", kAdmin));
    CHECK(c.bench.cast(voter, "song-1").error().code == "agent_blocked");
    CHECK(decide.unblock(voter.num, "agent-1", kAdmin) == 1);
    CHECK(c.bench.cast(voter, "song-1"));
    CHECK(decide.unblock(voter.num, "agent-1", kAdmin) == 0);

    REQUIRE(decide.impose(ConductAction::suspended, voter.num, "agent-1", kAdmin));
    CHECK(c.bench.cast(voter, "song-2").error().code == "agent_suspended");
    CHECK(decide.lift_suspension(voter.num, "agent-1", kAdmin) == 1);
    CHECK(c.bench.cast(voter, "song-2"));
    CHECK(c.audit.entries.size() == 5);
}

TEST_CASE("votes are voided and restored one by one or all of an agent", "[voting]")
{
    Case c;
    auto const voter = c.bench.known("agent-1");
    auto const id = c.bench.cast(voter, "song-3")->id.text();
    REQUIRE(c.bench.cast(voter, "tool-1"));
    auto const before = c.bench.tally("song-3");
    auto& votes = c.moderation.moderate_votes;

    CHECK(votes.one(Operation::void_vote, id, kAdmin)->done == 1);
    CHECK(c.bench.tally("song-3").up == before.up - 1);
    CHECK(votes.one(Operation::void_vote, id, kAdmin)->needless == 1);
    CHECK(c.bench.change(voter, "song-3", Direction::down).error().code == "vote_voided");
    CHECK(votes.one(Operation::restore, id, kAdmin)->done == 1);
    CHECK(c.bench.tally("song-3") == before);

    VoterCard const agent{voter.num, "agent-1", "agent-1", false};
    CHECK(votes.of_agent(Operation::void_vote, agent, std::nullopt, kAdmin)->done == 2);
    CHECK(c.bench.tally("tool-1").up == 0);
    CHECK(
        votes.of_agent(Operation::restore, agent, {{ItemKind::tool, "tool-1"}}, kAdmin)->done == 1
    );
    CHECK(c.bench.tally("tool-1").up == 1);
    CHECK(votes.one(Operation::restore, "vot_0", kAdmin).error().code == "vote_not_found");
    CHECK(c.bench.running_digest() == c.bench.rebuilt_digest());
}

TEST_CASE("an investigation finds who registered together over hours, and harms nobody", "[voting]")
{
    Case c;
    for (int i = 0; i < 20; ++i) {
        auto const id = "drip-" + std::to_string(i);
        auto const voter = c.bench.agent(id, Tier::free, {}, std::chrono::days{0});
        c.bench.clock.advance(11min);
        REQUIRE(c.cast(voter, "song-3", 500U + static_cast<unsigned>(i)));
    }
    CHECK(c.bench.incidents.list({}, {1, 1}).total == 0);

    auto const report = c.moderation.investigate.execute();

    CHECK(report.suspicious == 1);
    CHECK(report.incidents == 20);
    auto const incident = c.newest(Detector::crowd);
    CHECK(incident.action == ConductAction::observed);
    CHECK(incident.evidence.facts.size() == 5);
    CHECK_FALSE(c.bench.voting.get_voter_standing.execute(incident.voter).flagged);
    REQUIRE(c.moderation.decide.confirm(incident.id, kAdmin));
    c.moderation.settle.execute();
    CHECK(c.bench.tally("song-3").up == 0);
}

TEST_CASE("the same slow crowd is raised once, and not again when it was dismissed", "[voting]")
{
    Case c;
    for (int i = 0; i < 20; ++i) {
        auto const voter =
            c.bench.agent("drip-" + std::to_string(i), Tier::free, {}, std::chrono::days{0});
        c.bench.clock.advance(11min);
        REQUIRE(c.cast(voter, "song-3", 500U + static_cast<unsigned>(i)));
    }
    REQUIRE(c.moderation.investigate.execute().incidents == 20);

    c.bench.clock.advance(16min);
    CHECK(c.moderation.investigate.execute().incidents == 0);
    REQUIRE(c.moderation.decide.dismiss(c.newest(Detector::crowd).id, kAdmin));
    c.bench.clock.advance(16min);
    CHECK(c.moderation.investigate.execute().incidents == 0);
    CHECK(c.bench.incidents.list({.detector = Detector::crowd}, {1, 1}).total == 20);
}

TEST_CASE("an investigation leaves a song alone that the whole site likes", "[voting]")
{
    Case c;
    for (int i = 0; i < 60; ++i) {
        c.bench.clock.advance(5min);
        auto const voter = c.bench.known("someone-" + std::to_string(i));
        REQUIRE(c.cast(voter, "song-3", 100U + static_cast<unsigned>(i)));
    }
    CHECK(c.moderation.investigate.execute().suspicious == 0);
}

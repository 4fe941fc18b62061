#include <catch2/catch.hpp>

#include "identity_fixture.hpp"

using namespace upbeat;
using namespace upbeat::identity;
using namespace upbeat::testing;

TEST_CASE("a suspended agent is recognised as such at its next request", "[identity][application]")
{
    IdentityFixture fixture;
    auto const key = fixture.registered().key;
    REQUIRE_FALSE(fixture.actor(key.text)->suspended);

    auto const act = Act{.actor = fixture.admin(), .reason = "flooding"};
    REQUIRE(fixture.identity.change_agent_status.execute(act, "bot", AgentStatus::suspended));

    auto const actor = fixture.actor(key.text).value();
    CHECK(actor.suspended);
    CHECK(code_of(fixture.identity.rotate_key.execute(actor)) == "agent_suspended");
    REQUIRE(fixture.identity.change_agent_status.execute(act, "bot", AgentStatus::active));
    CHECK_FALSE(fixture.actor(key.text)->suspended);
    auto const audited = fixture.store.audited();
    REQUIRE(audited.size() == 2);
    CHECK(audited[0].action == "agent.suspended");
    CHECK(audited[0].reason == "flooding");
}

TEST_CASE("only administrators suspend", "[identity][application]")
{
    IdentityFixture fixture;
    auto const actor = fixture.actor(fixture.registered().key.text).value();
    auto& change = fixture.identity.change_agent_status;

    CHECK(
        code_of(change.execute({.actor = actor}, "bot", AgentStatus::suspended)) == "admin_required"
    );
    CHECK(
        code_of(change.execute({.actor = fixture.admin()}, "nobody", AgentStatus::active)) ==
        "agent_not_found"
    );
}

TEST_CASE("what is private of an agent is shown to it alone", "[identity][application]")
{
    IdentityFixture fixture;
    auto const actor = fixture.actor(fixture.registered("bot").key.text).value();
    fixture.registered("other");
    fixture.standings.voters[actor.voter] = {.reputation = 1'234, .up = 3, .down = 1};

    auto const own = fixture.identity.show_agents.own(actor, "other");
    auto const named = fixture.identity.show_agents.own({}, "bot");

    REQUIRE(own);
    CHECK(own->card.agent.id == "bot");
    CHECK(own->card.numbers.total() == 4);
    REQUIRE(own->privacy);
    CHECK(own->privacy->open_keys == 1);
    CHECK(own->privacy->allowance.votes_per_day == 100);
    REQUIRE(named);
    CHECK_FALSE(named->privacy);
    CHECK(code_of(fixture.identity.show_agents.own({}, "")) == "credential_required");
    CHECK(code_of(fixture.identity.show_agents.own({}, "nobody")) == "agent_not_found");
}

TEST_CASE(
    "the leaderboard goes by reputation, the full list adds those without votes",
    "[identity][application]"
)
{
    IdentityFixture fixture;
    auto const first = fixture.registered("first").agent.num;
    auto const second = fixture.registered("second").agent.num;
    fixture.registered("silent");
    fixture.standings.voters[first] = {.reputation = 100};
    fixture.standings.voters[second] = {.reputation = 8'000};

    auto const leaders = fixture.identity.show_agents.leaders(10);
    auto const everyone = fixture.identity.show_agents.everyone(10);

    REQUIRE(leaders.size() == 2);
    CHECK(leaders[0].agent.id == "second");
    REQUIRE(everyone.size() == 3);
    CHECK(everyone[2].agent.id == "silent");
    CHECK(std::string{badge(8'000)} == "elite");
    CHECK(std::string{badge(999)} == "starter");
}

TEST_CASE("an import of agents refuses what is wrong and takes the rest", "[identity][application]")
{
    IdentityFixture fixture;
    std::vector<AgentRecord> records(3);
    records[0].id = "a";
    records[0].fields.name = "A";
    records[1].id = "not an id";
    records[1].fields.name = "B";
    records[2].id = "a";
    records[2].fields.name = "Twice";

    auto const done = fixture.identity.import_agents.execute(records);

    REQUIRE(done);
    CHECK((*done)[0].outcome == Outcome::created);
    CHECK((*done)[1].outcome == Outcome::refused);
    CHECK((*done)[2].error->code == "agent_exists");
    CHECK(fixture.store.agent("a")->origin == Origin::imported);
}

TEST_CASE("changes of agents are told to whoever follows them", "[identity][application]")
{
    IdentityFixture fixture;
    fixture.identity.agent_changes.start(fixture.clock.now());
    fixture.clock.advance(std::chrono::minutes{1});
    fixture.registered("new");

    std::vector<std::string> told;
    auto const follow = [&] {
        fixture.identity.agent_changes.follow(fixture.clock.now(), [&told](auto const& change) {
            told.push_back(change.agent_id);
        });
        fixture.clock.advance(std::chrono::minutes{1});
    };
    follow();
    CHECK(told == std::vector<std::string>{"new"});
    fixture.registered("newer");
    follow();
    CHECK(told.back() == "newer");
    follow();
    told.clear();
    follow();
    CHECK(told.empty());
}

#include <upbeat/application/identity/register_agent.hpp>

#include <catch2/catch.hpp>

#include "identity_fixture.hpp"

using namespace upbeat;
using namespace upbeat::identity;
using namespace upbeat::testing;

TEST_CASE(
    "an agent registers under the id it asks for and gets a working key", "[identity][application]"
)
{
    IdentityFixture fixture;

    auto const registration = fixture.registered("reference-agent-01");
    auto const actor = fixture.actor(registration.key.text);

    CHECK(registration.agent.id == "reference-agent-01");
    REQUIRE(actor);
    CHECK(actor->role == Role::agent);
    CHECK(actor->id == "reference-agent-01");
    CHECK(actor->voter == registration.agent.num);
    CHECK(actor->key_id == registration.key.key.id);
    CHECK(actor->tier == Tier::free);
}

TEST_CASE("a registered id is not given to anyone else", "[identity][application]")
{
    IdentityFixture fixture;
    fixture.registered("bot");

    auto const again = fixture.identity.register_agent.execute(
        {.fields = {.name = "Impostor"}, .id = AgentId::trusted("bot")}
    );

    CHECK(code_of(again) == "agent_exists");
    CHECK(fixture.store.agent("bot")->name == "Listening Bot");
}

TEST_CASE(
    "a guest's id can be claimed with its number, and its age begins anew",
    "[identity][application]"
)
{
    IdentityFixture fixture;
    Agent guest{.id = "ghost", .name = "ghost", .origin = Origin::guest};
    guest.created_at = fixture.clock.now() - std::chrono::days{90};
    REQUIRE(fixture.store.write([&](auto& tx) { return tx.agents.add(guest); }));

    auto const claimed = fixture.registered("ghost");

    CHECK(claimed.agent.num == guest.num);
    CHECK(claimed.agent.origin == Origin::registered);
    CHECK(claimed.agent.created_at == fixture.clock.now());
    auto const change = std::get<contracts::AgentChanged>(fixture.store.events().back());
    CHECK(change.voter == guest.num);
    CHECK_FALSE(change.guest);
}

TEST_CASE("an imported agent is nobody's to claim", "[identity][application]")
{
    IdentityFixture fixture;
    AgentRecord record{.id = "demo-agent-1"};
    record.fields.name = "Demo";
    auto const imported = fixture.identity.import_agents.execute(std::span{&record, 1});
    auto const again = fixture.identity.import_agents.execute(std::span{&record, 1});

    auto const claim = fixture.identity.register_agent.execute(
        {.fields = {.name = "Me"}, .id = AgentId::trusted("demo-agent-1")}
    );

    CHECK(imported->front().outcome == Outcome::created);
    CHECK(again->front().outcome == Outcome::unchanged);
    CHECK(code_of(claim) == "agent_exists");
}

TEST_CASE("a registration says what is wrong with it", "[identity][application]")
{
    IdentityFixture fixture;

    auto const type =
        fixture.identity.register_agent.execute({.fields = {.name = "Bot"}, .type = "robot"});
    auto const nameless = fixture.identity.register_agent.execute({});

    CHECK(code_of(type) == "invalid_agent_type");
    CHECK(code_of(nameless) == "validation_failed");
    CHECK(fixture.store.events().empty());
}

TEST_CASE("an agent changes its own name and preferences", "[identity][application]")
{
    IdentityFixture fixture;
    auto const actor = fixture.actor(fixture.registered().key.text).value();

    auto const revised = fixture.identity.revise_own_agent.execute(
        actor, {.name = "Night Bot", .preferences = R"({"genres":["ambient"]})"}
    );

    REQUIRE(revised);
    CHECK(fixture.store.agent("bot")->preferences == R"({"genres":["ambient"]})");
    CHECK(code_of(fixture.identity.revise_own_agent.execute({}, {})) == "credential_required");
}

#include <catch2/catch.hpp>

#include "identity_fixture.hpp"

using namespace upbeat;
using namespace upbeat::identity;
using namespace upbeat::testing;

TEST_CASE("a revoked key opens nothing from the next request on", "[identity][application]")
{
    IdentityFixture fixture;
    auto const key = fixture.registered().key;
    auto const actor = fixture.actor(key.text).value();
    REQUIRE(fixture.identity.key_ring.recall(key.text.reveal(), fixture.clock.now()).has_value());

    REQUIRE(fixture.identity.change_key.revoke({.actor = actor}, key.key.id));

    CHECK_FALSE(fixture.identity.key_ring.recall(key.text.reveal(), fixture.clock.now()));
    CHECK(code_of(fixture.actor(key.text)) == "invalid_api_key");
    CHECK(fixture.identity.change_key.revoke({.actor = fixture.admin()}, key.key.id));
}

TEST_CASE("a key of another agent does not exist", "[identity][application]")
{
    IdentityFixture fixture;
    auto const mine = fixture.actor(fixture.registered("mine").key.text).value();
    auto const theirs = fixture.registered("theirs").key;

    CHECK(
        code_of(fixture.identity.change_key.revoke({.actor = mine}, theirs.key.id)) ==
        "key_not_found"
    );
    CHECK(fixture.actor(theirs.text));
    CHECK(fixture.identity.list_keys.execute(mine, "theirs")->front().agent_id == "mine");
}

TEST_CASE("a rotated key works for another day beside the new one", "[identity][application]")
{
    IdentityFixture fixture;
    auto const old = fixture.registered().key;

    auto const rotation = fixture.identity.rotate_key.execute(fixture.actor(old.text).value());

    REQUIRE(rotation);
    CHECK(fixture.actor(old.text));
    CHECK(fixture.actor(rotation->key.text)->id == "bot");
    fixture.clock.advance(std::chrono::hours{24});
    CHECK(code_of(fixture.actor(old.text)) == "invalid_api_key");
    CHECK(fixture.actor(rotation->key.text));
}

TEST_CASE("a key that was to end is followed by one that ends then", "[identity][application]")
{
    IdentityFixture fixture;
    auto const first = fixture.actor(fixture.registered().key.text).value();
    auto const end = fixture.clock.now() + std::chrono::days{30};
    auto const month = fixture.identity.issue_key.execute(
        {.act = {.actor = first}, .name = "month", .expires_at = end}
    );

    auto const next = fixture.identity.rotate_key.execute(fixture.actor(month->text).value());

    REQUIRE(next);
    CHECK(next->key.key.expires_at == end);
    CHECK(next->old_key_ends == fixture.clock.now() + RotateKey::kGrace);
}

TEST_CASE("a key that was rotated away leaves nothing behind", "[identity][application]")
{
    IdentityFixture fixture;
    auto const old = fixture.actor(fixture.registered().key.text).value();
    auto const end = fixture.identity.rotate_key.execute(old)->old_key_ends;
    fixture.clock.advance(std::chrono::hours{23});

    auto const rotated = fixture.identity.rotate_key.execute(old);
    auto const issued =
        fixture.identity.issue_key.execute({.act = {.actor = old}, .name = "for good"});
    auto const longer = fixture.identity.issue_key.execute(
        {.act = {.actor = old}, .name = "longer", .expires_at = end + std::chrono::hours{1}}
    );
    auto const shorter = fixture.identity.issue_key.execute(
        {.act = {.actor = old}, .name = "shorter", .expires_at = end - std::chrono::minutes{1}}
    );

    CHECK(rotated->key.key.expires_at == end);
    CHECK(rotated->old_key_ends == end);
    CHECK(issued->key.expires_at == end);
    CHECK(longer->key.expires_at == end);
    CHECK(shorter->key.expires_at == end - std::chrono::minutes{1});
}

TEST_CASE("a key that ended meanwhile makes no other", "[identity][application]")
{
    IdentityFixture fixture;
    auto const actor = fixture.actor(fixture.registered().key.text).value();
    REQUIRE(fixture.identity.change_key.revoke({.actor = actor}, actor.key_id));

    auto const issued = fixture.identity.issue_key.execute({.act = {.actor = actor}, .name = "x"});

    CHECK(code_of(issued) == "invalid_api_key");
    CHECK(code_of(fixture.identity.rotate_key.execute(actor)) == "key_not_found");
}

TEST_CASE("a key that is remembered ends when it ends", "[identity][application]")
{
    IdentityFixture fixture;
    auto const actor = fixture.actor(fixture.registered().key.text).value();
    auto const key = fixture.identity.issue_key.execute({
        .act = {.actor = actor},
        .name = "short",
        .expires_at = fixture.clock.now() + std::chrono::minutes{5},
    });
    REQUIRE(key);
    REQUIRE(fixture.actor(key->text));

    fixture.clock.advance(std::chrono::minutes{5});

    auto const recalled = fixture.identity.key_ring.recall(key->text.reveal(), fixture.clock.now());
    REQUIRE(recalled);
    CHECK(code_of(*recalled) == "invalid_api_key");
}

TEST_CASE("an agent makes keys of at most its own tier, for itself", "[identity][application]")
{
    IdentityFixture fixture;
    fixture.registered("other");
    auto const actor = fixture.actor(fixture.registered().key.text).value();
    auto const issue = [&](IssueKeyCommand command) {
        command.act.actor = actor;
        command.name = "second";
        return fixture.identity.issue_key.execute(command);
    };

    CHECK(issue({})->key.agent_id == "bot");
    CHECK(code_of(issue({.tier = "pro"})) == "tier_not_allowed");
    CHECK(code_of(issue({.tier = "gold"})) == "invalid_tier");
    CHECK(code_of(issue({.agent = AgentId::trusted("other")})) == "agent_not_found");
    CHECK(code_of(issue({.admin = true})) == "admin_required");
    CHECK(code_of(issue({.expires_at = fixture.clock.now()})) == "validation_failed");
    CHECK(code_of(fixture.identity.issue_key.execute({})) == "credential_required");
}

TEST_CASE("an agent cannot hoard keys", "[identity][application]")
{
    IdentityFixture fixture;
    auto const actor = fixture.actor(fixture.registered().key.text).value();

    for (std::size_t i = 1; i < IssueKey::kMostOpenKeys; ++i) {
        REQUIRE(fixture.identity.issue_key.execute({.act = {.actor = actor}, .name = "more"}));
    }

    auto const one_more =
        fixture.identity.issue_key.execute({.act = {.actor = actor}, .name = "x"});
    CHECK(code_of(one_more) == "too_many_keys");
    CHECK(code_of(fixture.identity.rotate_key.execute(actor)) == "too_many_keys");
    CHECK(fixture.store.keys({.agent_id = "bot"}, 100).size() == IssueKey::kMostOpenKeys);
}

TEST_CASE(
    "administrators issue keys of any tier and move keys between tiers, on record",
    "[identity][application]"
)
{
    IdentityFixture fixture;
    auto const first = fixture.registered().key;

    auto const pro = fixture.identity.issue_key.execute({
        .act = {.actor = fixture.admin()},
        .name = "paid",
        .tier = "pro",
        .agent = AgentId::trusted("bot"),
    });
    REQUIRE(fixture.actor(first.text));
    auto const moved = fixture.identity.change_key.set_tier(
        {.actor = fixture.admin(), .reason = "paid"}, first.key.id, "enterprise"
    );

    CHECK(fixture.actor(pro->text)->tier == Tier::pro);
    REQUIRE(moved);
    CHECK(fixture.actor(first.text)->tier == Tier::enterprise);
    auto const audited = fixture.store.audited();
    REQUIRE(audited.size() == 2);
    CHECK(audited[0].action == "key.issued");
    CHECK(audited[1].action == "key.tier_changed");
    CHECK(audited[1].detail == "free -> enterprise");
    CHECK(audited[1].reason == "paid");
}

TEST_CASE(
    "an administrator's key is made only by administrators and is one", "[identity][application]"
)
{
    IdentityFixture fixture;

    auto const key = fixture.identity.issue_key.execute(
        {.act = {.actor = fixture.admin()}, .name = "operator", .admin = true}
    );

    REQUIRE(key);
    CHECK(fixture.actor(key->text)->is_admin());
    CHECK(fixture.actor(Secret{"the-admin-key"})->is_admin());
    CHECK(code_of(fixture.actor(Secret{"the-admin-kez"})) == "invalid_api_key");
}

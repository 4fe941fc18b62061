#include <catch2/catch.hpp>

#include "identity_fixture.hpp"

using namespace upbeat;
using namespace upbeat::identity;
using namespace upbeat::testing;

TEST_CASE("a mistyped key is refused without a question to storage", "[identity][application]")
{
    IdentityFixture fixture;
    auto text = fixture.registered().key.text.reveal();
    text.back() = text.back() == 'a' ? 'b' : 'a';

    auto const recalled = fixture.identity.key_ring.recall(text, fixture.clock.now());

    REQUIRE(recalled);
    CHECK(code_of(*recalled) == "invalid_api_key");
}

TEST_CASE("the use of a key that changed before it was noted is noted", "[identity][application]")
{
    IdentityFixture fixture;
    auto const key = fixture.registered().key;
    auto const used = fixture.clock.now();
    REQUIRE(fixture.actor(key.text));
    contracts::AgentChanged change{};
    change.agent_id = "bot";

    fixture.identity.key_ring.on_changed(change);
    fixture.identity.key_ring.note_use(fixture.clock.now());

    CHECK(fixture.store.keys({.agent_id = "bot"}, 1)[0].last_used == used);
}

TEST_CASE("the use of a key is noted at most once a minute", "[identity][application]")
{
    IdentityFixture fixture;
    auto const key = fixture.registered().key;
    auto const last_used = [&] { return fixture.store.keys({.agent_id = "bot"}, 1)[0].last_used; };
    auto const first = fixture.clock.now();
    REQUIRE(fixture.actor(key.text));
    fixture.identity.key_ring.note_use(fixture.clock.now());
    CHECK(last_used() == first);

    fixture.clock.advance(std::chrono::seconds{30});
    REQUIRE(fixture.actor(key.text));
    fixture.identity.key_ring.note_use(fixture.clock.now());
    CHECK(last_used() == first);

    fixture.clock.advance(std::chrono::seconds{30});
    fixture.identity.key_ring.note_use(fixture.clock.now());
    CHECK(last_used() == first + std::chrono::seconds{30});
}

TEST_CASE(
    "a key revoked on another node opens nothing after the next look", "[identity][application]"
)
{
    IdentityFixture fixture;
    auto const key = fixture.registered().key;
    KeyRing elsewhere{fixture.store, fixture.hasher, Secret{}};
    elsewhere.follow(fixture.clock.now());
    REQUIRE(elsewhere.load(key.text.reveal(), fixture.clock.now()));
    fixture.clock.advance(std::chrono::minutes{1});

    REQUIRE(fixture.identity.change_key.revoke({.actor = fixture.admin()}, key.key.id));
    elsewhere.follow(fixture.clock.now());

    CHECK_FALSE(elsewhere.recall(key.text.reveal(), fixture.clock.now()));
    CHECK(code_of(elsewhere.load(key.text.reveal(), fixture.clock.now())) == "invalid_api_key");
}

TEST_CASE("one change of a key is followed once", "[identity][application]")
{
    IdentityFixture fixture;
    KeyRing elsewhere{fixture.store, fixture.hasher, Secret{}};
    auto const key = fixture.registered().key;
    auto const look = [&] {
        fixture.clock.advance(std::chrono::milliseconds{250});
        elsewhere.follow(fixture.clock.now());
    };
    auto const remembered = [&] {
        return elsewhere.recall(key.text.reveal(), fixture.clock.now()).has_value();
    };
    look();
    REQUIRE(elsewhere.load(key.text.reveal(), fixture.clock.now()));

    for (int i = 0; i < 50; ++i) {
        look();
        REQUIRE(remembered());
    }

    auto const admin = Act{.actor = IdentityFixture::admin()};
    REQUIRE(fixture.identity.change_key.set_tier(admin, key.key.id, "pro"));
    look();
    CHECK_FALSE(remembered());
    REQUIRE(elsewhere.load(key.text.reveal(), fixture.clock.now()));
    REQUIRE(fixture.identity.change_key.revoke(admin, key.key.id));
    look();
    CHECK_FALSE(remembered());
}

TEST_CASE("a key that changed is forgotten whole", "[identity][application]")
{
    IdentityFixture fixture;
    auto const key = fixture.registered().key;
    auto const second = fixture.identity.issue_key.execute(
        {.act = {.actor = fixture.actor(key.text).value()}, .name = "second"}
    );
    auto& ring = fixture.identity.key_ring;
    REQUIRE(fixture.actor(second->text));
    REQUIRE(ring.remembered_of("bot") == 2);

    for (int i = 0; i < 3; ++i) {
        ring.on_changed(changed(key.key));
        CHECK(ring.remembered_of("bot") == 1);
        REQUIRE(fixture.actor(key.text));
    }

    CHECK(ring.remembered_of("bot") == 2);
    CHECK(ring.recall(second->text.reveal(), fixture.clock.now()));
}

TEST_CASE("a key that is used stays while others come and go", "[identity][application]")
{
    IdentityFixture fixture;
    KeyRing small{fixture.store, fixture.hasher, Secret{}, 4};
    auto const used = fixture.registered("used").key.text;
    REQUIRE(small.load(used.reveal(), fixture.clock.now()));

    for (int i = 0; i < 20; ++i) {
        auto const other = fixture.registered("other-" + std::to_string(i)).key.text;
        REQUIRE(small.load(other.reveal(), fixture.clock.now()));
        CHECK(small.recall(used.reveal(), fixture.clock.now()));
    }

    CHECK(small.remembered_of("used") == 1);
    CHECK(small.remembered_of("other-0") == 0);
    contracts::AgentChanged change{};
    change.agent_id = "used";
    small.on_changed(change);
    CHECK_FALSE(small.recall(used.reveal(), fixture.clock.now()));
}

TEST_CASE("a key that has grown old is revoked as a young one is", "[identity][application]")
{
    IdentityFixture fixture;
    KeyRing small{fixture.store, fixture.hasher, Secret{}, 2};
    auto const key = fixture.registered("old").key;
    REQUIRE(small.load(key.text.reveal(), fixture.clock.now()));
    auto const other = fixture.registered("young").key;
    REQUIRE(small.load(other.text.reveal(), fixture.clock.now()));
    REQUIRE(small.remembered_of("old") == 1);

    small.on_changed(changed(key.key));

    CHECK(small.remembered_of("old") == 0);
    CHECK_FALSE(small.recall(key.text.reveal(), fixture.clock.now()));
    CHECK(small.recall(other.text.reveal(), fixture.clock.now()));
}

TEST_CASE("the use of a key is noted after it was forgotten", "[identity][application]")
{
    IdentityFixture fixture;
    KeyRing small{fixture.store, fixture.hasher, Secret{}, 2};
    for (auto const* const id : {"a", "b", "c", "d"}) {
        REQUIRE(small.load(fixture.registered(id).key.text.reveal(), fixture.clock.now()));
    }
    REQUIRE(small.remembered_of("a") == 0);

    small.note_use(fixture.clock.now(), KeyRing::Uses::all);

    for (auto const* const id : {"a", "b", "c", "d"}) {
        CHECK(fixture.store.keys({.agent_id = id}, 1)[0].last_used == fixture.clock.now());
    }
}

TEST_CASE("the uses of many keys are noted little by little", "[identity][application]")
{
    IdentityFixture fixture;
    for (int i = 0; i < 250; ++i) {
        REQUIRE(fixture.actor(fixture.registered("bot-" + std::to_string(i)).key.text));
    }
    auto const noted = [&] {
        return std::ranges::count_if(
            fixture.store.keys({.everyone = true}, 2'000),
            [](ApiKey const& key) { return key.last_used.has_value(); }
        );
    };

    for (auto const expected : {100, 200, 250}) {
        fixture.identity.key_ring.note_use(fixture.clock.now());
        CHECK(noted() == expected);
    }
}

TEST_CASE("a ring that is full forgets and asks again", "[identity][application]")
{
    IdentityFixture fixture;
    KeyRing small{fixture.store, fixture.hasher, Secret{}, 2};
    std::vector<NewKey> keys;
    for (auto const* const id : {"a", "b", "c"}) {
        keys.push_back(fixture.registered(id).key);
        REQUIRE(small.load(keys.back().text.reveal(), fixture.clock.now()));
    }

    CHECK_FALSE(small.recall(keys[0].text.reveal(), fixture.clock.now()));
    CHECK(small.load(keys[0].text.reveal(), fixture.clock.now())->id == "a");
}

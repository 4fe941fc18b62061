#include <algorithm>
#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

#include "identity_backend.hpp"

using namespace upbeat;
using namespace upbeat::identity;
using namespace upbeat::testing;

namespace {

Timestamp at(std::int64_t micros)
{
    return from_micros(1'772'625'600'000'000 + micros);
}

Agent full_agent(std::string id = "bot")
{
    return {
        .id = std::move(id),
        .name = "Bót 🎧",
        .type = AgentType::human,
        .description = "says \"hi\"\n: ?",
        .preferences = R"({"genres":["r&b"],"other":{"x":[1,null]}})",
        .status = AgentStatus::suspended,
        .origin = Origin::imported,
        .demo = true,
        .created_at = at(1),
        .updated_at = at(2),
    };
}

Agent added(IdentityBackend& backend, Agent agent)
{
    REQUIRE(backend.store().write([&](IdentityStore::Tx& tx) { return tx.agents.add(agent); }));
    return agent;
}

ApiKey key_of(Agent const& agent, std::string id, std::int64_t created = 0)
{
    auto hash = "hash of " + id;
    return {
        .id = std::move(id),
        .hash = std::move(hash),
        .name = "näme",
        .agent_id = agent.id,
        .agent = agent.num,
        .tier = Tier::pro,
        .created_at = at(created),
        .changed_at = at(created),
    };
}

void add_key(IdentityBackend& backend, ApiKey const& key)
{
    REQUIRE(backend.store().write([&](IdentityStore::Tx& tx) -> Result<void> {
        tx.keys.add(key);
        return {};
    }));
}

}  // namespace

TEST_CASE("every field of an agent comes back as it was", "[identity][contract]")
{
    auto const backend = make_identity_backend();

    auto const full = added(*backend, full_agent());
    auto const bare = added(*backend, Agent{.id = "b", .name = "b", .origin = Origin::guest});

    CHECK(backend->reader().agent("bot") == full);
    CHECK(backend->reader().agent("b") == bare);
    CHECK_FALSE(backend->reader().agent("nobody"));
    CHECK(bare.num > full.num);
}

TEST_CASE("saving changes everything but number and id", "[identity][contract]")
{
    auto const backend = make_identity_backend();
    auto const before = added(*backend, Agent{.id = "bot", .name = "b", .origin = Origin::guest});
    auto after = full_agent();
    after.num = before.num;

    REQUIRE(backend->store().write([&](IdentityStore::Tx& tx) -> Result<void> {
        CHECK(tx.agents.save(after));
        auto stranger = after;
        stranger.num = VoterNum{999'999};
        CHECK_FALSE(tx.agents.save(stranger));
        return {};
    }));

    CHECK(backend->reader().agent("bot") == after);
}

TEST_CASE(
    "an agent's id is given once; of many new ones the taken are left out", "[identity][contract]"
)
{
    auto const backend = make_identity_backend();
    added(*backend, full_agent("a"));
    auto again = full_agent("a");
    std::vector several{full_agent("a"), full_agent("b"), full_agent("c")};

    auto const refused = backend->store().write([&](auto& tx) { return tx.agents.add(again); });
    std::size_t count = 0;
    REQUIRE(backend->store().write([&](IdentityStore::Tx& tx) -> Result<void> {
        count = tx.agents.add_new(several);
        return {};
    }));

    CHECK(refused.error().code == "agent_exists");
    CHECK(count == 2);
    CHECK(several[0].num.value == 0);
    CHECK(backend->reader().agent("c")->num == several[2].num);
}

TEST_CASE("agents are found by number, by id, by age and by change", "[identity][contract]")
{
    auto const backend = make_identity_backend();
    auto const a = added(*backend, full_agent("a"));
    auto const b = added(*backend, full_agent("b"));
    added(
        *backend, Agent{.id = "guest", .name = "g", .origin = Origin::guest, .updated_at = at(50)}
    );

    std::vector const nums{b.num, VoterNum{-5}, a.num};
    std::vector<std::string> const ids{"b", "unknown"};
    auto const by_num = backend->reader().agents(std::span{nums});
    REQUIRE(by_num.size() == 2);
    CHECK(by_num[0].id == "b");
    CHECK(by_num[1].id == "a");
    CHECK(backend->reader().agents(std::span{ids}).size() == 1);
    auto const latest = backend->reader().latest_agents(1);
    REQUIRE(latest.size() == 1);
    CHECK(latest[0].id == "b");
    CHECK(backend->reader().latest_agents(10).size() == 2);
    std::vector<std::string> changed;
    backend->reader().each_agent(at(3), [&](Agent const& agent) { changed.push_back(agent.id); });
    CHECK(changed == std::vector<std::string>{"guest"});
}

TEST_CASE("every field of a key comes back as it was", "[identity][contract]")
{
    auto const backend = make_identity_backend();
    auto const agent = added(*backend, full_agent());
    auto key = key_of(agent, "key_1");
    key.last_used = at(5);
    key.expires_at = at(6);
    key.revoked_at = at(7);
    ApiKey operators{
        .id = "key_2", .hash = "h", .name = "n", .scope = Scope::admin, .tier = Tier::enterprise
    };
    add_key(*backend, key);
    add_key(*backend, operators);

    CHECK(backend->reader().key_by_hash(key.hash)->key == key);
    CHECK(backend->reader().key_by_hash(key.hash)->agent_suspended);
    CHECK(backend->reader().key_by_hash("h")->key == operators);
    CHECK_FALSE(backend->reader().key_by_hash("h")->agent_suspended);
    CHECK_FALSE(backend->reader().key_by_hash("other"));
}

TEST_CASE("keys are listed by agent, the newest first, and changed", "[identity][contract]")
{
    auto const backend = make_identity_backend();
    auto const agent = added(*backend, full_agent());
    auto const other = added(*backend, full_agent("other"));
    add_key(*backend, key_of(agent, "key_1", 10));
    add_key(*backend, key_of(agent, "key_2", 20));
    add_key(*backend, key_of(other, "key_3", 30));

    REQUIRE(backend->store().write([&](IdentityStore::Tx& tx) -> Result<void> {
        auto key = tx.keys.find("key_1").value();
        key.revoked_at = key.changed_at = at(40);
        key.tier = Tier::free;
        CHECK(tx.keys.save(key));
        CHECK(tx.keys.of_agent("bot").size() == 2);
        key.id = "unknown";
        CHECK_FALSE(tx.keys.save(key));
        return {};
    }));

    auto const keys = backend->reader().keys({.agent_id = "bot"}, 10);
    REQUIRE(keys.size() == 2);
    CHECK(keys[0].id == "key_2");
    CHECK(keys[1].revoked_at == at(40));
    CHECK(keys[1].tier == Tier::free);
    CHECK(backend->reader().keys({.everyone = true}, 10).size() == 3);
    CHECK(backend->reader().keys({.everyone = true}, 2).size() == 2);
    CHECK(backend->reader().keys({}, 10).empty());
    CHECK(backend->reader().open_keys("bot", at(50)) == 1);
    std::vector<std::string> changed;
    backend->reader().each_changed_key(at(30), [&](auto const& key) { changed.push_back(key.id); });
    std::ranges::sort(changed);
    CHECK(changed == std::vector<std::string>{"key_1", "key_3"});
}

TEST_CASE("a key's last use only moves forward", "[identity][contract]")
{
    auto const backend = make_identity_backend();
    auto const agent = added(*backend, full_agent());
    add_key(*backend, key_of(agent, "key_1"));
    auto const use = [&](std::int64_t micros) {
        std::vector<std::pair<std::string, Timestamp>> const uses{
            {"key_1", at(micros)}, {"unknown", at(micros)}
        };
        backend->reader().note_use(uses);
        return backend->reader().keys({.agent_id = "bot"}, 1)[0].last_used;
    };

    CHECK(use(10) == at(10));
    CHECK(use(5) == at(10));
    CHECK(use(20) == at(20));
}

TEST_CASE("of twenty who register one id at once, one gets it", "[identity][contract]")
{
    auto const backend = make_identity_backend();
    std::atomic<int> winners = 0;

    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i) {
        threads.emplace_back([&] {
            auto agent = full_agent("wanted");
            auto const done = backend->store().write([&](IdentityStore::Tx& tx) -> Result<void> {
                UPBEAT_CHECK(tx.agents.add(agent));
                tx.events.append(contracts::AgentChanged{.voter = agent.num});
                return {};
            });
            winners += done ? 1 : 0;
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    CHECK(winners == 1);
    REQUIRE(backend->sink.events.size() == 1);
    auto const& event = std::get<contracts::AgentChanged>(backend->sink.events[0]);
    CHECK(event.voter == backend->reader().agent("wanted")->num);
}

#pragma once

#include <string>

#include <upbeat/application/identity/identity.hpp>
#include <upbeat/tests/support/catalog/recorders.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>
#include <upbeat/tests/support/identity/memory_identity.hpp>

namespace upbeat::testing {

// Identity over memory, whose key ring hears of changes as in the program.
struct IdentityFixture : contracts::EventSink {
    MemoryIdentity store{};
    FixedVoterStandings standings{};
    PlainHasher hasher{};
    CountedBytes random{};
    CountedIds ids{};
    FixedClock clock{};
    identity::Identity identity{
        {store, store, standings, hasher, random, ids, clock, Secret{"the-admin-key"}}
    };

    IdentityFixture() { store.tell(*this); }

    void publish(contracts::Event const& event) override
    {
        if (auto const* const agent = std::get_if<contracts::AgentChanged>(&event)) {
            identity.key_ring.on_changed(*agent);
        }
        if (auto const* const key = std::get_if<contracts::KeyChanged>(&event)) {
            identity.key_ring.on_changed(*key);
        }
    }

    identity::Registration registered(std::string const& id = "bot")
    {
        return identity.register_agent
            .execute({.fields = {.name = "Listening Bot"}, .id = AgentId::trusted(id)})
            .value();
    }

    Result<Actor> actor(Secret const& key)
    {
        return identity.key_ring.load(key.reveal(), clock.now());
    }

    static Actor admin() { return {.role = Role::admin, .id = "admin"}; }
};

inline std::string code_of(auto const& result)
{
    return result ? "" : result.error().code;
}

}  // namespace upbeat::testing

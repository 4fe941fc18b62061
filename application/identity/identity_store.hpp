#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/contracts/event_sink.hpp>
#include <upbeat/domain/identity/agent.hpp>
#include <upbeat/domain/identity/api_key.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::identity {

// Agents inside a unit of work. Ids are unique; guests are agents too.
class Agents {
   public:
    virtual ~Agents() = default;
    virtual std::optional<Agent> find(std::string const& id) = 0;
    virtual std::vector<Agent> find(std::span<std::string const> ids) = 0;
    // Gives the agent its number. A taken id is the error agent_exists.
    virtual Result<void> add(Agent& agent) = 0;
    // Many at once, for imports and guests. Those whose id is taken are left out; tells how many
    // went in and gives them their numbers (0 stays with the others).
    virtual std::size_t add_new(std::span<Agent> agents) = 0;
    // Everything but number and id. False when there is no such agent.
    virtual bool save(Agent const& agent) = 0;
};

// API keys inside a unit of work.
class ApiKeys {
   public:
    virtual ~ApiKeys() = default;
    virtual std::optional<ApiKey> find(std::string const& key_id) = 0;
    // Of one agent, the newest first; revoked and expired ones too.
    virtual std::vector<ApiKey> of_agent(std::string const& agent_id) = 0;
    virtual void add(ApiKey const& key) = 0;
    // Name, tier, end, revocation and changed_at.
    virtual bool save(ApiKey const& key) = 0;
};

class IdentityStore {
   public:
    struct Tx {
        Agents& agents;
        ApiKeys& keys;
        contracts::AuditLog& audit;
        contracts::EventLog& events;
    };
    virtual ~IdentityStore() = default;

    // Commits if `work` gives a value, then publishes its events. Otherwise, or if it throws,
    // nothing it did remains. It may run more than once, so it must have no other effects.
    virtual Result<void> write(std::function<Result<void>(Tx&)> const& work) = 0;
};

}  // namespace upbeat::identity

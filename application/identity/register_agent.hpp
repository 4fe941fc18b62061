#pragma once

#include <optional>
#include <string>

#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/application/identity/key_forge.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::identity {

struct RegisterAgentCommand {
    AgentFields fields{};
    std::string type = "autonomous";
    std::optional<AgentId> id{};  // honoured if nobody registered it
};

struct Registration {
    Agent agent{};
    NewKey key{};
};

// Anyone may register an agent and gets its first key, once. An id that only a guest used becomes
// the new agent's, with the guest's votes, which earn it nothing.
// Errors: invalid_agent_type, validation_failed, agent_exists.
class RegisterAgent {
   public:
    RegisterAgent(IdentityStore& store, KeyForge& forge, IdGenerator& ids, Clock const& clock);

    Result<Registration> execute(RegisterAgentCommand const& command);

   private:
    Result<void> save(IdentityStore::Tx& tx, Agent& agent);

    IdentityStore& store_;
    KeyForge& forge_;
    IdGenerator& ids_;
    Clock const& clock_;
};

}  // namespace upbeat::identity

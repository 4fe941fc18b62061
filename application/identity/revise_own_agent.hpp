#pragma once

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::identity {

// Changes the calling agent's name, description or preferences.
// Errors: credential_required, agent_suspended, agent_not_found, validation_failed.
class ReviseOwnAgent {
   public:
    ReviseOwnAgent(IdentityStore& store, Clock const& clock) : store_{store}, clock_{clock} {}

    Result<Agent> execute(Actor const& actor, AgentFields const& fields);

   private:
    IdentityStore& store_;
    Clock const& clock_;
};

}  // namespace upbeat::identity

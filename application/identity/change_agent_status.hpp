#pragma once

#include <string>

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::identity {

// Suspends an agent, whose keys then open nothing, or lets it act again. Its votes keep counting.
// For administrators. Errors: credential_required, admin_required, agent_not_found.
class ChangeAgentStatus {
   public:
    ChangeAgentStatus(IdentityStore& store, Clock const& clock) : store_{store}, clock_{clock} {}

    Result<Agent> execute(Act const& act, std::string const& agent_id, AgentStatus to);

   private:
    IdentityStore& store_;
    Clock const& clock_;
};

}  // namespace upbeat::identity

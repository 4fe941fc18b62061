#pragma once

#include <string>

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::identity {

// Changes to a key that exists. A key of another agent does not exist to an agent.
class ChangeKey {
   public:
    ChangeKey(IdentityStore& store, Clock const& clock) : store_{store}, clock_{clock} {}

    // Ends a key for good; doing it again changes nothing.
    // Errors: credential_required, agent_suspended, key_not_found.
    Result<ApiKey> revoke(Act const& act, std::string const& key_id);

    // For administrators. Errors: credential_required, admin_required, invalid_tier, key_not_found.
    Result<ApiKey> set_tier(Act const& act, std::string const& key_id, std::string const& tier);

   private:
    IdentityStore& store_;
    Clock const& clock_;
};

}  // namespace upbeat::identity

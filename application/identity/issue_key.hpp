#pragma once

#include <optional>
#include <string>

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/application/identity/key_forge.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::identity {

struct IssueKeyCommand {
    Act act{};
    std::string name{};
    std::optional<std::string> tier{};  // a tier's word; "free" when absent
    std::optional<AgentId> agent{};     // for administrators: whose key; an agent's own otherwise
    bool admin = false;                 // an administrator's key; only administrators may ask
    std::optional<Timestamp> expires_at{};
};

// Makes a further key: an agent for itself, at most of the tier it came with and ending no later
// than the key it came with; an administrator for any agent and of any tier.
// Errors: credential_required, agent_suspended, invalid_tier, tier_not_allowed, agent_not_found
// (also for other agents' names), too_many_keys, validation_failed, invalid_api_key.
class IssueKey {
   public:
    static constexpr std::size_t kMostOpenKeys = 20;

    IssueKey(IdentityStore& store, KeyForge& forge, Clock const& clock)
        : store_{store}, forge_{forge}, clock_{clock}
    {
    }

    Result<NewKey> execute(IssueKeyCommand const& command);

    // Whether an agent may hold one more key. Errors: too_many_keys.
    static Result<void> require_room(ApiKeys& keys, std::string const& agent_id, Timestamp now);

   private:
    Result<KeyWish> wish(IssueKeyCommand const& command, Timestamp now) const;

    IdentityStore& store_;
    KeyForge& forge_;
    Clock const& clock_;
};

}  // namespace upbeat::identity

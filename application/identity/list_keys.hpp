#pragma once

#include <string>
#include <vector>

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/application/identity/identity_reader.hpp>

namespace upbeat::identity {

// The caller's keys, the newest first; for an administrator every key, or those of the agent named.
// At most 500. Errors: credential_required, agent_suspended.
class ListKeys {
   public:
    explicit ListKeys(IdentityReader& reader) : reader_{reader} {}

    Result<std::vector<ApiKey>> execute(Actor const& actor, std::string const& agent_id);

   private:
    static constexpr std::int64_t kMost = 500;

    IdentityReader& reader_;
};

}  // namespace upbeat::identity

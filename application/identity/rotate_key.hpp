#pragma once

#include <chrono>

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/application/identity/key_forge.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::identity {

struct Rotation {
    NewKey key{};
    std::string old_key_id{};
    Timestamp old_key_ends{};
};

// Gives the calling agent a new key like the one it used, which works for another day so that
// nothing stops while the new one is rolled out. The new key ends when the old one was to end.
// Errors: credential_required, agent_suspended, key_not_found, too_many_keys.
class RotateKey {
   public:
    static constexpr std::chrono::hours kGrace{24};

    RotateKey(IdentityStore& store, KeyForge& forge, Clock const& clock)
        : store_{store}, forge_{forge}, clock_{clock}
    {
    }

    Result<Rotation> execute(Actor const& actor);

   private:
    IdentityStore& store_;
    KeyForge& forge_;
    Clock const& clock_;
};

}  // namespace upbeat::identity

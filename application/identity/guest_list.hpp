#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/application/identity/identity_reader.hpp>
#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::identity {

// The numbers under which keyless voters vote.
class GuestList {
   public:
    GuestList(IdentityStore& store, IdentityReader& reader, Clock const& clock)
        : store_{store}, reader_{reader}, clock_{clock}
    {
    }

    // In the order of the names. A name nobody has used becomes a guest's; nothing for a name that
    // an agent registered. One write at most, whatever the number of names.
    std::vector<std::optional<VoterNum>> numbers(std::span<std::string const> names);

   private:
    IdentityStore& store_;
    IdentityReader& reader_;
    Clock const& clock_;
};

}  // namespace upbeat::identity

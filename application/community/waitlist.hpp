#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <upbeat/domain/community/waitlist_entry.hpp>

namespace upbeat::community {

// The people who wait, in the order they came. Positions are dense and never change.
// Safe to call from any worker.
class Waitlist {
   public:
    struct Joined {
        WaitlistEntry entry{};
        bool is_new = false;
        std::int64_t count = 0;
    };
    virtual ~Waitlist() = default;

    // Adds the entry at the end, unless its address waits already: then what is there stays.
    virtual Joined join(WaitlistEntry const& entry) = 0;
    virtual std::int64_t count() = 0;
};

}  // namespace upbeat::community

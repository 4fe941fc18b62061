#pragma once

#include <algorithm>
#include <chrono>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat {

// From which instant on a look for rows that somebody else changed has to read them. Clocks differ
// by seconds, and a transaction commits later than the instants that it wrote, so looks overlap.
// But while an import or an attack changes thousands of rows a second, reading all of the overlap
// several times a second would cost more than anything else does: most looks are glances. What a
// glance misses is found within kBetweenWhole. Not thread-safe.
class LookBack {
   public:
    static constexpr std::chrono::seconds kWhole{10};
    static constexpr std::chrono::seconds kBetweenWhole{3};
    static constexpr std::chrono::milliseconds kGlance{500};

    // Everything up to `seen` is known.
    explicit LookBack(Timestamp seen = {}) : seen_{seen} {}

    Timestamp from(Timestamp now) const { return seen_ - (is_whole(now) ? kWhole : kGlance); }
    // No later look will read what changed before this.
    Timestamp oldest() const { return seen_ - kWhole; }
    // A look at that instant has succeeded.
    void looked(Timestamp now)
    {
        if (is_whole(now)) {
            whole_ = now;
        }
        seen_ = std::max(seen_, now);
    }

   private:
    bool is_whole(Timestamp now) const { return now - whole_ >= kBetweenWhole; }

    Timestamp seen_;
    Timestamp whole_{};
};

}  // namespace upbeat

#pragma once

#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::sql {

// Counts the runs of one unit of work.
class Attempts {
   public:
    static constexpr int kMost = 3;

    explicit Attempts(Repeat repeat) : repeat_{repeat} {}

    // Whether `run` did it. If it threw Unavailable and may be run again, waits a moment and gives
    // false; otherwise throws that on. `final` is looked at after a failure.
    bool succeeds(FunctionRef<void()> run, bool const& final);

   private:
    bool may_repeat(Unavailable const& failure) const;

    Repeat repeat_;
    int made_ = 1;
};

}  // namespace upbeat::sql

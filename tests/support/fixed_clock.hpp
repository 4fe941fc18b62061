#pragma once

#include <atomic>
#include <chrono>

#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::testing {

// A clock that stands still until a test moves it. Safe to use from any thread.
class FixedClock final : public Clock {
   public:
    // Wednesday, 4 March 2026, 12:00 UTC unless told otherwise.
    explicit FixedClock(Timestamp start = from_micros(1'772'625'600'000'000))
        : micros_{to_micros(start)}
    {
    }

    Timestamp now() const override { return from_micros(micros_.load()); }
    void set(Timestamp now) { micros_.store(to_micros(now)); }
    void advance(std::chrono::microseconds by) { micros_.fetch_add(by.count()); }

   private:
    std::atomic<std::int64_t> micros_;
};

}  // namespace upbeat::testing

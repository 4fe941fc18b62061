#pragma once

#include <cstdint>
#include <mutex>

#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/id_generator.hpp>

namespace upbeat::platform {

// Ids of 26 characters after the prefix: 48 bits of milliseconds, then 80 random bits, in the
// lower-case Crockford alphabet, so that they sort by the time they were made and can be read
// aloud. Within one millisecond the random part counts on, so one generator's ids always rise. Safe
// to call from any thread.
class RandomIds final : public IdGenerator {
   public:
    explicit RandomIds(Clock const& clock) : clock_{clock} {}

    std::string next(std::string_view prefix) override;

   private:
    struct Tail {
        std::uint64_t high = 0;  // 40 bits
        std::uint64_t low = 0;   // 40 bits
    };

    Clock const& clock_;
    std::mutex mutex_;
    std::uint64_t last_millis_ = 0;
    Tail tail_;

    void advance();
};

}  // namespace upbeat::platform

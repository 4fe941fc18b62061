#pragma once

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat {

// Where a use case learns the time. The domain itself is told `now` and never asks.
// Implementations are safe to call from any thread.
class Clock {
   public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

}  // namespace upbeat

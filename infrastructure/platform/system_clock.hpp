#pragma once

#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::platform {

// The machine's clock. A reading costs about 25 ns.
class SystemClock final : public Clock {
   public:
    Timestamp now() const override;
};

}  // namespace upbeat::platform

#include <upbeat/infrastructure/platform/system_clock.hpp>

namespace upbeat::platform {

Timestamp SystemClock::now() const
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace upbeat::platform

#pragma once

#include <chrono>
#include <stdexcept>
#include <string>

namespace upbeat::platform {

// Something the program needs does not answer now: a database, a full queue. It passes through use
// cases untouched and is answered 503 at the edge. what() is for the log, never for the client.
class Unavailable : public std::runtime_error {
   public:
    explicit Unavailable(
        std::string const& what, std::chrono::seconds retry_after = std::chrono::seconds{1}
    )
        : std::runtime_error{what}, retry_after_{retry_after}
    {
    }

    std::chrono::seconds retry_after() const { return retry_after_; }

   private:
    std::chrono::seconds retry_after_;
};

}  // namespace upbeat::platform

#pragma once

#include <csignal>

namespace upbeat::apps {

// SIGTERM and SIGINT as something to wait for. Made before any other thread, so that all inherit
// the mask and the signals reach wait() only; SIGPIPE is ignored from then on.
class ShutdownSignal {
   public:
    ShutdownSignal();

    // Blocks until the first of them arrives and gives its number.
    int wait() const;

    // From now on a second signal ends the process at once, with its usual code.
    void insist_on_next() const;

   private:
    sigset_t signals_{};
};

}  // namespace upbeat::apps

#pragma once

#include <chrono>
#include <csignal>
#include <functional>

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

    // If the process still runs after `patience`, ends it with the code that `last_words` gives.
    static void insist_after(std::chrono::seconds patience, std::function<int()> last_words);

   private:
    sigset_t signals_{};
};

}  // namespace upbeat::apps

#pragma once

#include <memory>
#include <string>

#include <upbeat/apps/bench/child_process.hpp>

namespace upbeat::testing {

// A Redis of one's own that may be treated badly. Keeps nothing, so a restarted one is empty. For
// one thread. Throws std::runtime_error.
class RedisServer {
   public:
    // Started.
    RedisServer();

    // For REDIS_URL.
    std::string url() const;

    // Waits until it answers.
    void start();
    // SIGKILL, and waits until it is gone.
    void kill();

   private:
    unsigned port_;
    std::unique_ptr<apps::ChildProcess> process_;
};

}  // namespace upbeat::testing

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "connection.hpp"

namespace upbeat::sql {

// Who asks for a connection of a database that could not be reached a moment ago.
enum class Asking : unsigned char {
    ordinary,  // is refused at once until somebody has reached it
    probe,     // tries anyhow, unless another one is trying: for the readiness check
};

// Connections that are opened when they are first needed, at most so many. One that broke is closed
// when it comes back, and a new one is opened in its place, with its statements prepared anew as
// they are used. While the database cannot be reached, one caller at a time tries and all others
// are refused at once, so that nobody queues behind a server that is gone. Safe to call from any
// thread.
class Pool {
   public:
    using Open = std::function<std::unique_ptr<Connection>()>;

    class Lease {
       public:
        Lease(Pool& pool, std::unique_ptr<Connection> connection);
        Lease(Lease&&) = default;
        ~Lease();

        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

       private:
        Pool* pool_;
        std::unique_ptr<Connection> connection_;
    };

    struct Limits {
        std::size_t most = 1;
        std::chrono::milliseconds lease_timeout{5'000};
        // After a failed attempt ordinary callers leave the next one so long to a probe.
        std::chrono::milliseconds pause{0};
    };

    Pool(Open open, Limits limits);

    // Waits for a free connection; throws Unavailable when none comes in time or none can be
    // opened.
    Lease lease(Asking asking = Asking::ordinary);

    // From now on nobody waits longer than this for a free connection.
    void hurry(std::chrono::milliseconds most) { lease_timeout_.store(most); }

   private:
    using Clock = std::chrono::steady_clock;

    std::unique_ptr<Connection> idle_or_place(Asking asking);
    std::unique_ptr<Connection> opened();
    bool may_open(Asking asking) const;
    void note_failure(std::string why);
    void give_back(std::unique_ptr<Connection> connection);
    void free_place();

    Open open_;
    std::size_t most_;
    std::atomic<std::chrono::milliseconds> lease_timeout_;
    std::chrono::milliseconds pause_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t places_ = 0;  // connections that exist or are being opened
    std::size_t opening_ = 0;
    bool unreachable_ = false;  // the last attempt failed, or a server fell silent
    Clock::time_point closed_until_{};
    std::string why_;
};

}  // namespace upbeat::sql

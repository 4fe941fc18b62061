#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "connection.hpp"

namespace upbeat::sql {

// Connections that are opened when they are first needed, at most so many. One that broke is closed
// when it comes back, and a new one is opened in its place, with its statements prepared anew as
// they are used. Safe to call from any thread.
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

    Pool(Open open, std::size_t most, std::chrono::milliseconds lease_timeout);

    // Waits for a free connection; throws Unavailable when none comes in time or none can be
    // opened.
    Lease lease();

   private:
    std::unique_ptr<Connection> idle_or_place();
    std::unique_ptr<Connection> opened();
    void give_back(std::unique_ptr<Connection> connection);
    void free_place();

    Open open_;
    std::size_t most_;
    std::chrono::milliseconds lease_timeout_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t places_ = 0;  // connections that exist or are being opened
};

}  // namespace upbeat::sql

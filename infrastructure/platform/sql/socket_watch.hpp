#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace upbeat::sql {

// Shuts the sockets of connections whose server has fallen silent, from a thread of its own. The
// client library waits for an answer without a limit; a socket that is shut makes it fail as if the
// server had hung up. Safe to use from any thread.
class SocketWatch {
   public:
    using Clock = std::chrono::steady_clock;

    // One socket, used by one thread at a time. Ends before its socket is closed, so that no other
    // connection's is shut in its place.
    class Socket {
       public:
        Socket(SocketWatch& watch, int descriptor);
        ~Socket();
        Socket(Socket const&) = delete;
        Socket& operator=(Socket const&) = delete;

        // An answer has to come within this time, until answered() is called. Costs a clock
        // reading.
        void expect(std::chrono::milliseconds within);
        void answered() { until_.store(kNever, std::memory_order_release); }

        // Whether it was shut because no answer came.
        bool silent() const { return silent_.load(std::memory_order_acquire); }

       private:
        friend class SocketWatch;
        static constexpr std::int64_t kNever = INT64_MAX;

        SocketWatch& watch_;
        int descriptor_;
        std::atomic<std::int64_t> until_{kNever};  // of the clock, nanoseconds
        std::atomic<bool> silent_{false};
    };

    SocketWatch();
    ~SocketWatch();
    SocketWatch(SocketWatch const&) = delete;
    SocketWatch& operator=(SocketWatch const&) = delete;

    // From now on nobody waits longer than this, nor does who waits already.
    void hurry(std::chrono::milliseconds most);

   private:
    void run();
    void look(std::int64_t now);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Socket*> sockets_;
    std::atomic<std::int64_t> most_{INT64_MAX};  // nanoseconds
    bool stopping_ = false;
    std::thread thread_;  // last: uses all of the above
};

}  // namespace upbeat::sql

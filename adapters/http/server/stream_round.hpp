#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

namespace upbeat::http {

class Connection;

// The open streams of one I/O thread. When there is news, all of them are served, but so many at a
// time that the thread's other clients hardly notice: ten thousand streams take tens of
// milliseconds. On the I/O thread only, but for size() and busy().
class StreamRound {
   public:
    // `later` has the thread call turn() soon, after whatever else it has to do.
    explicit StreamRound(std::function<void()> later) : later_{std::move(later)} {}

    // The connection serves its stream by itself once; it must be removed before it is gone.
    void add(Connection& connection);
    void remove(Connection& connection);

    // There is something new for everybody; what comes during a round starts another one.
    void begin();
    void turn();

    std::size_t size() const { return size_.load(std::memory_order_relaxed); }
    bool busy() const { return busy_.load(std::memory_order_relaxed); }

   private:
    void compact();

    std::function<void()> later_;
    std::vector<Connection*> members_;  // null: has left
    std::size_t next_ = 0;
    bool again_ = false;
    std::atomic<std::size_t> size_{0};
    std::atomic<bool> busy_{false};
};

}  // namespace upbeat::http

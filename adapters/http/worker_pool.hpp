#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace upbeat::http {

// Threads for work that may block, with a bounded queue in front: a full one refuses at once, so
// that waiting never piles up. Tasks must not throw. Safe to use from any thread.
class WorkerPool {
   public:
    struct Options {
        std::size_t threads = 4;
        std::size_t queue = 256;  // tasks that may wait
    };
    using Task = std::function<void()>;

    explicit WorkerPool(Options options);
    ~WorkerPool();  // as stop()

    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

    // False when the queue is full or the pool stops; the task is not taken then.
    [[nodiscard]] bool submit(Task task);

    // What becomes of tasks that were taken and have not begun.
    enum class Rest : unsigned char { finish, drop };

    // Takes nothing more, does what was taken or only what has begun, and waits for it.
    void stop(Rest rest = Rest::finish);

    std::size_t waiting() const;
    std::size_t running() const { return running_.load(std::memory_order_relaxed); }

   private:
    void work();

    Options options_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> tasks_;
    bool stopping_ = false;
    std::atomic<std::size_t> running_{0};
    std::vector<std::thread> threads_;
};

}  // namespace upbeat::http

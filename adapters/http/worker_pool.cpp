#include <upbeat/adapters/http/worker_pool.hpp>

#include <algorithm>

namespace upbeat::http {

WorkerPool::WorkerPool(Options options) : options_{options}
{
    auto const count = std::max<std::size_t>(options_.threads, 1);
    threads_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

WorkerPool::~WorkerPool()
{
    stop();
}

bool WorkerPool::submit(Task task)
{
    {
        std::lock_guard const lock{mutex_};
        if (stopping_ || tasks_.size() >= options_.queue) {
            return false;
        }
        tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
    return true;
}

void WorkerPool::stop(Rest rest)
{
    // Destroyed outside the lock: what a task holds may call back.
    std::deque<Task> dropped;
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
        if (rest == Rest::drop) {
            dropped.swap(tasks_);
        }
    }
    changed_.notify_all();
    for (auto& thread : threads_) {
        if (thread.joinable()) {
            thread.join();
        }
    }
}

std::size_t WorkerPool::waiting() const
{
    std::lock_guard const lock{mutex_};
    return tasks_.size();
}

void WorkerPool::work()
{
    std::unique_lock lock{mutex_};
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
        if (tasks_.empty()) {
            return;
        }
        auto const task = std::move(tasks_.front());
        tasks_.pop_front();
        running_.fetch_add(1, std::memory_order_relaxed);
        lock.unlock();
        task();
        lock.lock();
        running_.fetch_sub(1, std::memory_order_relaxed);
    }
}

}  // namespace upbeat::http

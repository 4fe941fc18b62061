#include <upbeat/infrastructure/voting/poller.hpp>

#include <exception>
#include <utility>

namespace upbeat::voting {

Poller::Poller(std::vector<Job> jobs, OnFailure on_failure, std::chrono::milliseconds interval)
    : jobs_{std::move(jobs)},
      on_failure_{std::move(on_failure)},
      interval_{interval},
      thread_{[this] { run(); }}
{
}

void Poller::stop()
{
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    stop_asked_.notify_one();
    std::call_once(joined_, [this] { thread_.join(); });
}

void Poller::run()
{
    std::unique_lock lock{mutex_};
    while (!stop_asked_.wait_for(lock, interval_, [this] { return stopping_; })) {
        lock.unlock();
        turn();
        lock.lock();
    }
}

void Poller::turn()
{
    for (auto const& job : jobs_) {
        try {
            job();
        } catch (std::exception const& failure) {
            on_failure_(failure.what());
        }
    }
}

}  // namespace upbeat::voting

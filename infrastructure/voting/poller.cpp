#include <upbeat/infrastructure/voting/poller.hpp>

#include <exception>
#include <utility>

namespace upbeat::voting {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

Poller::Poller(std::vector<Job> jobs, OnFailure on_failure, Interval interval)
    : jobs_{std::move(jobs)},
      on_failure_{std::move(on_failure)},
      interval_{std::move(interval)},
      turned_{Clock::now()},
      looked_{turned_},
      thread_{[this] { run(); }}
{
}

void Poller::wake(Topics topics)
{
    {
        std::lock_guard const lock{mutex_};
        wanted_ |= topics;
    }
    woken_.notify_one();
}

void Poller::stop()
{
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    woken_.notify_one();
    std::call_once(joined_, [this] { thread_.join(); });
}

void Poller::run()
{
    std::unique_lock lock{mutex_};
    for (auto topics = next(lock); !stopping_; topics = next(lock)) {
        lock.unlock();
        turn(topics);
        lock.lock();
    }
}

// Waits for what to look at.
Poller::Topics Poller::next(std::unique_lock<std::mutex>& lock)
{
    auto const all_at = looked_ + interval_();
    woken_.wait_until(lock, all_at, [this] { return stopping_ || wanted_ != platform::kNoTopic; });
    woken_.wait_until(lock, turned_ + kLeastPause, [this] { return stopping_; });
    auto const asked = std::exchange(wanted_, platform::kNoTopic);
    return Clock::now() >= all_at ? platform::kAllTopics : asked;
}

void Poller::turn(Topics topics)
{
    for (auto const& job : jobs_) {
        if (topics != platform::kAllTopics && (job.topics & topics) == platform::kNoTopic) {
            continue;
        }
        try {
            job.look();
        } catch (std::exception const& failure) {
            on_failure_(failure.what());
        }
    }
    turned_ = Clock::now();
    if (topics == platform::kAllTopics) {
        looked_ = turned_;
    }
}

}  // namespace upbeat::voting

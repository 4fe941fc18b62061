#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <upbeat/infrastructure/platform/events/notice.hpp>

namespace upbeat::voting {

// A thread that looks for what other nodes did: at once at what it is woken for, and at everything
// again and again, woken or not. A job that throws is reported and tried again at the next turn;
// the others run.
class Poller {
   public:
    using Topics = platform::Topics;

    struct Job {
        // A look at any of these is a look at this; of none: only when everything is looked at.
        Topics topics = platform::kNoTopic;
        std::function<void()> look;
    };
    using OnFailure = std::function<void(char const* what)>;
    // How long nothing may be looked at, asked before each wait.
    using Interval = std::function<std::chrono::milliseconds()>;

    // Between two turns, however often somebody wakes it, so that a busy node costs the others no
    // more than fifty looks a second.
    static constexpr std::chrono::milliseconds kLeastPause{20};

    Poller(std::vector<Job> jobs, OnFailure on_failure, Interval interval);
    ~Poller() { stop(); }

    // Safe to call from any thread; does not wait.
    void wake(Topics topics);

    // Ends the thread after the job that runs.
    void stop();

   private:
    using Instant = std::chrono::steady_clock::time_point;

    void run();
    Topics next(std::unique_lock<std::mutex>& lock);
    void turn(Topics topics);

    std::vector<Job> jobs_;
    OnFailure on_failure_;
    Interval interval_;
    Instant turned_{};  // when the last turn ended
    Instant looked_{};  // when the last look at everything ended
    std::mutex mutex_;
    std::condition_variable woken_;
    Topics wanted_ = platform::kNoTopic;
    bool stopping_ = false;
    std::once_flag joined_;
    std::thread thread_;
};

}  // namespace upbeat::voting

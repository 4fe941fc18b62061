#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace upbeat::voting {

// A thread that does some jobs again and again until it is stopped: the node's look at what other
// nodes did. A job that throws is reported and tried again at the next turn; the others run.
class Poller {
   public:
    using Job = std::function<void()>;
    using OnFailure = std::function<void(char const* what)>;

    static constexpr std::chrono::milliseconds kInterval{250};

    Poller(
        std::vector<Job> jobs, OnFailure on_failure, std::chrono::milliseconds interval = kInterval
    );
    ~Poller() { stop(); }

    // Ends the thread after the job that runs.
    void stop();

   private:
    void run();
    void turn();

    std::vector<Job> jobs_;
    OnFailure on_failure_;
    std::chrono::milliseconds interval_;
    std::mutex mutex_;
    std::condition_variable stop_asked_;
    bool stopping_ = false;
    std::once_flag joined_;
    std::thread thread_;
};

}  // namespace upbeat::voting

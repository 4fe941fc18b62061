#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include <upbeat/application/voting/vote_queue.hpp>

namespace upbeat::voting {

// One batch that was decided; for metrics. Called on the writer's thread: must be quick.
struct VoteBatchReport {
    std::size_t groups = 0;
    std::size_t intents = 0;
    std::size_t waiting = 0;  // intents that were left in the queue
    std::chrono::nanoseconds took{};
    bool failed = false;  // an exception came out of the decision
};

struct VoteWriterOptions {
    std::size_t queue_limit = 32'768;  // intents that may wait
    std::size_t batch_limit = 1'024;   // intents in a batch; a larger group is a batch of its own
    // How long stop() goes on deciding what waits; what is left then is told `unavailable`.
    std::chrono::milliseconds stop_patience{5'000};
    // Called on the writer's thread about once in `idle_interval` while there is nothing to decide.
    std::function<void()> on_idle{};
    std::chrono::milliseconds idle_interval{500};
    std::function<void(VoteBatchReport const&)> on_batch{};
    std::function<void(char const* what)> on_failure{};  // one line for the log
};

// The single writer of a node: a thread that takes everything that waits, with no timer, so that a
// batch grows while the last one commits, and answers every group when its batch is durable. If a
// batch fails as a whole, its groups are told `unavailable` and the next batch is tried.
// Writing down two hundred answers takes about as long as deciding them, so when others wait a
// second thread does it, while the next batch is decided.
// submit() and waiting() are safe to call from any thread.
class VoteWriter final : public VoteQueue {
   public:
    // CastVotes::execute, in production.
    using Decide =
        std::function<std::vector<std::vector<Result<VoteReceipt>>>(std::span<VoteGroup const>)>;

    explicit VoteWriter(Decide decide, VoteWriterOptions options = {});
    ~VoteWriter() override;

    // False when the queue is full or stop() was called. `done` must not throw; it runs on one of
    // the writer's threads and should be quick.
    [[nodiscard]] bool submit(VoteGroup group, Done done) override;

    // Takes nothing more, decides what waits as long as there is patience, answers it, and ends the
    // threads.
    void stop();

    std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }

   private:
    struct Waiting {
        VoteGroup group;
        Done done;
    };
    struct Batch {
        std::vector<VoteGroup> groups;
        std::vector<Done> answers;
        std::size_t intents = 0;
    };

    using Outcomes = std::vector<std::vector<Result<VoteReceipt>>>;
    struct Decided {
        std::vector<Done> answers;
        Outcomes outcomes;
    };

    void run();
    Batch take();
    void wait_for_groups(std::unique_lock<std::mutex>& lock);
    void decide(Batch& batch);
    Outcomes outcomes_of(Batch const& batch, VoteBatchReport& report);
    bool patient();
    void answer(Decided decided);
    void run_answers();

    Decide decide_;
    VoteWriterOptions options_;
    std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<Waiting> queue_;
    std::atomic<std::size_t> waiting_{0};  // intents in queue_; changed under the mutex
    bool idle_ = false;
    bool stopping_ = false;
    std::chrono::steady_clock::time_point stop_began_{};
    std::once_flag joined_;

    std::mutex answers_mutex_;
    std::condition_variable answers_changed_;
    std::optional<Decided> decided_;  // waits for the answering thread
    bool all_decided_ = false;

    std::thread answering_thread_;
    std::thread thread_;  // last: starts when everything above is there
};

}  // namespace upbeat::voting

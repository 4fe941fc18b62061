#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
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
    std::function<void(VoteBatchReport const&)> on_batch{};
    std::function<void(char const* what)> on_failure{};  // one line for the log
};

// The single writer of a node: a thread that takes everything that waits, with no timer, so that a
// batch grows while the last one commits, and answers every group when its batch is durable. If a
// batch fails as a whole, its groups are told `unavailable` and the next batch is tried.
// submit() and waiting() are safe to call from any thread.
class VoteWriter final : public VoteQueue {
   public:
    // CastVotes::execute, in production.
    using Decide =
        std::function<std::vector<std::vector<Result<VoteReceipt>>>(std::span<VoteGroup const>)>;

    explicit VoteWriter(Decide decide, VoteWriterOptions options = {});
    ~VoteWriter() override;

    // False when the queue is full or stop() was called. `done` must not throw; it runs on the
    // writer's thread and should be quick.
    [[nodiscard]] bool submit(VoteGroup group, Done done) override;

    // Takes nothing more, decides and answers everything that waits, and ends the thread.
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

    void run();
    Batch take();
    void decide(Batch& batch);

    Decide decide_;
    VoteWriterOptions options_;
    std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<Waiting> queue_;
    std::atomic<std::size_t> waiting_{0};  // intents in queue_; changed under the mutex
    bool idle_ = false;
    bool stopping_ = false;
    std::once_flag joined_;
    std::thread thread_;  // last: starts when everything above is there
};

}  // namespace upbeat::voting

#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>

#include <upbeat/infrastructure/voting/vote_writer.hpp>

namespace upbeat::voting {

struct VoteAdmissionOptions {
    // How long a vote that is let in should wait, apart from the batch that is being committed.
    std::chrono::milliseconds longest_wait{75};
    // So many may wait in any case: a slow disk is made up for by larger batches only if they may
    // grow.
    std::size_t always = 256;
};

// Lets so many votes wait as the writer decides within a limit of time, judged by the batches it
// made lately. A crowd that comes for more is refused at once instead of making everybody wait, and
// what is let in is answered soon. Safe to use from any thread.
class VoteAdmission {
   public:
    explicit VoteAdmission(VoteAdmissionOptions options = {});

    // What the writer says of each batch; from its thread.
    void note(VoteBatchReport const& report);

    // Whether another vote should not even be read, with so many waiting. Costs a load.
    bool refuses(std::size_t waiting) const
    {
        return waiting >= most_.load(std::memory_order_relaxed);
    }

    std::size_t most() const { return most_.load(std::memory_order_relaxed); }

   private:
    VoteAdmissionOptions options_;
    double a_second_ = 0;  // votes decided; of the writer's thread
    std::atomic<std::size_t> most_;
};

}  // namespace upbeat::voting

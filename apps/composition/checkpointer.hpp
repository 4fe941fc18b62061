#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <upbeat/application/voting/write_checkpoint.hpp>
#include <upbeat/infrastructure/platform/log.hpp>
#include <upbeat/infrastructure/platform/metrics.hpp>

namespace upbeat::apps {

// Writes a checkpoint of the voting state every few minutes, if enough votes came, and one at
// the end, so that the next start reads little of the ledger. A thread of its own, which rests
// between two pieces.
class Checkpointer {
   public:
    struct Parts {
        voting::VotingState const& state;
        voting::CheckpointStore& store;
        Clock const& clock;
        platform::Log& log;
        platform::Metrics& metrics;
    };

    // `contained` entries are in a checkpoint already. An interval of 0 writes none at all.
    Checkpointer(Parts const& parts, std::chrono::seconds interval, std::uint64_t contained);
    ~Checkpointer();
    Checkpointer(Checkpointer const&) = delete;
    Checkpointer& operator=(Checkpointer const&) = delete;

    // Writes the last one, if there is time enough; then no more.
    void stop(std::chrono::milliseconds patience);

   private:
    enum class Pace : unsigned char { resting, hurried };

    void run();
    void write(std::uint64_t least, Pace pace);
    bool rest(Pace pace);

    Parts parts_;
    std::chrono::seconds interval_;
    voting::WriteCheckpoint checkpoint_;
    platform::Metrics::Gauge written_at_;
    platform::Metrics::Gauge contained_;
    std::chrono::steady_clock::time_point deadline_{};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;  // last: it uses all of the above
};

}  // namespace upbeat::apps

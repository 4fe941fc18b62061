#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>

#include <upbeat/adapters/platform/health_source.hpp>
#include <upbeat/application/voting/write_checkpoint.hpp>
#include <upbeat/infrastructure/platform/log.hpp>
#include <upbeat/infrastructure/platform/metrics.hpp>

namespace upbeat::apps {

// Writes a checkpoint of the voting state at the start and every few minutes, if enough votes came
// since the last one, and one at the end, so that the next start reads little of the ledger. A
// thread of its own, which rests between two pieces.
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
    Checkpointer(Parts const& parts, std::chrono::milliseconds interval, std::uint64_t contained);
    ~Checkpointer();
    Checkpointer(Checkpointer const&) = delete;
    Checkpointer& operator=(Checkpointer const&) = delete;

    // Ends the one that is being written, or writes a last one, if there is time enough; then no
    // more.
    void stop(std::chrono::milliseconds patience);

    // From memory; any thread.
    platform::CheckpointHealth health() const;

   private:
    enum class Pace : unsigned char { resting, hurried };
    using Outcome = voting::CheckpointReport::Outcome;

    void run();
    void begin(std::uint64_t contained);
    void write(std::uint64_t least, Pace pace);
    Outcome try_to_write(std::uint64_t least, Pace pace);
    void note(Outcome outcome);
    bool rest(Pace pace);
    // How many votes make one worth its writing: at least so many, or a share of what is written.
    std::uint64_t due(std::uint64_t least, std::uint64_t share) const;

    Parts parts_;
    std::chrono::milliseconds interval_;
    voting::WriteCheckpoint checkpoint_;
    platform::Metrics::Gauge written_at_;
    platform::Metrics::Gauge contained_;
    std::chrono::steady_clock::time_point deadline_{};
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    // What health() tells.
    std::optional<Timestamp> last_at_{};
    std::uint64_t last_contained_ = 0;
    int missed_ = 0;      // in a row: due, and not written by anybody
    std::thread thread_;  // last: it uses all of the above
};

}  // namespace upbeat::apps

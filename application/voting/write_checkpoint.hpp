#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <upbeat/application/voting/checkpoint_store.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::voting {

struct CheckpointReport {
    enum class Outcome : unsigned char {
        written,
        unchanged,  // too little has happened since the last one
        busy,       // another node is writing one
        postponed,  // the state holds something that a copy could not say; it passes
        given_up,   // stopped, or the lease was lost
    };

    Outcome outcome = Outcome::unchanged;
    std::size_t chunks = 0;
    std::size_t bytes = 0;
    std::uint64_t entries = 0;                 // that it contains, at least
    std::chrono::microseconds longest_copy{};  // the longest that the shared lock was held
};

// Copies the projections into the store piece by piece. Each piece is taken under the shared lock
// in less than a millisecond, so that neither votes nor reads feel it. For one thread.
class WriteCheckpoint {
   public:
    // Called between two pieces: the place to rest. False to give up.
    using Pause = std::function<bool()>;

    WriteCheckpoint(VotingState const& state, CheckpointStore& store, Clock const& clock)
        : state_{state}, store_{store}, clock_{clock}
    {
    }

    // Nothing is written if fewer than `least` entries were folded since the last one. Throws
    // platform::Unavailable.
    CheckpointReport execute(std::uint64_t least, Pause const& pause);

    // The start has read what is stored, and so many entries were in it: none if it was refused.
    // Throws platform::Unavailable.
    void begin_after(std::uint64_t contained);
    // Looks whether another node has written one. Throws platform::Unavailable.
    void look();

    // How many entries the last checkpoint contains that this object knows of, and when that was
    // begun.
    std::uint64_t contained() const { return contained_; }
    std::optional<Timestamp> at() const { return at_; }

   private:
    class Run;

    VotingState const& state_;
    CheckpointStore& store_;
    Clock const& clock_;
    std::int64_t generation_ = 0;
    std::uint64_t contained_ = 0;
    std::optional<Timestamp> at_{};
};

}  // namespace upbeat::voting

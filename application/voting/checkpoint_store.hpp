#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::voting {

// A checkpoint that is whole.
struct StoredCheckpoint {
    std::int64_t generation = 0;
    std::int32_t format = 0;
    Timestamp at{};  // when it was begun
    std::string head{};
};

// Where checkpoints of the projections are kept, in pieces of any bytes. Nobody's truth: it may be
// emptied at any time. Of several nodes one at a time writes: begin() gives a lease. Safe to call
// from any thread; throws platform::Unavailable.
class CheckpointStore {
   public:
    // A writer from whom nothing was heard for so long has given up, or its node has died.
    static constexpr std::chrono::minutes kLease{5};

    virtual ~CheckpointStore() = default;

    // The generation to write; nothing while another one is being written.
    virtual std::optional<std::int64_t> begin(std::int32_t format, Timestamp now) = 0;
    // Stores a piece durably and renews the lease. False if it was lost: give up then.
    virtual bool put(
        std::int64_t generation, std::size_t ordinal, std::string_view chunk, Timestamp now
    ) = 0;
    // From now on this is the latest one. False if the lease was lost.
    virtual bool finish(std::int64_t generation, std::string_view head) = 0;
    // Gives up what was begun.
    virtual void abandon(std::int64_t generation) = 0;
    // Removes a few pieces of generations before the latest, and of abandoned ones. False when none
    // is left.
    virtual bool clean() = 0;

    virtual std::optional<StoredCheckpoint> latest() = 0;
    // Its pieces in their order; stops early if the visitor returns false.
    virtual void each_chunk(
        std::int64_t generation, std::function<bool(std::string_view)> const& visit
    ) = 0;
};

}  // namespace upbeat::voting

#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <upbeat/application/voting/checkpoint_store.hpp>

namespace upbeat::testing {

// Checkpoints in memory, for tests: the same contract as in a database.
class MemoryCheckpoints final : public voting::CheckpointStore {
   public:
    std::optional<std::int64_t> begin(std::int32_t format, Timestamp now) override;
    bool put(std::int64_t generation, std::size_t ordinal, std::string_view chunk, Timestamp now)
        override;
    bool finish(std::int64_t generation, std::string_view head) override;
    void abandon(std::int64_t generation) override;
    bool clean() override;
    std::optional<voting::StoredCheckpoint> latest() override;
    void each_chunk(std::int64_t generation, std::function<bool(std::string_view)> const& visit)
        override;

    // For tests alone: the pieces of the latest one.
    std::vector<std::string>& chunks();

   private:
    enum class State : unsigned char { being_written, whole, given_up };
    struct Held {
        voting::StoredCheckpoint head{};
        State state = State::being_written;
        Timestamp heard_at{};
        std::vector<std::string> chunks{};
    };

    bool leased(std::int64_t generation) const;

    std::recursive_mutex mutex_;
    std::map<std::int64_t, Held> held_;
};

}  // namespace upbeat::testing

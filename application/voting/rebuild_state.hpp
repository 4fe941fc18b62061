#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include <upbeat/application/voting/checkpoint_store.hpp>
#include <upbeat/application/voting/item_directory.hpp>
#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/reputation_adjustments.hpp>
#include <upbeat/application/voting/voter_directory.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::voting {

struct RebuildPorts {
    Ledger& ledger;
    ItemDirectory& items;
    VoterDirectory& voters;
    ReputationAdjustments& adjustments;
    VotingState& state;
    Clock const& clock;
    CheckpointStore* checkpoints = nullptr;  // none: always the whole ledger
};

struct RebuildReport {
    std::int64_t items = 0;
    std::int64_t voters = 0;
    std::int64_t entries = 0;       // that were read and folded
    std::int64_t checkpointed = 0;  // that the checkpoint contained
    // Entries of items that the catalogue did not know when it was read: shown when it does.
    std::int64_t unannounced = 0;
    std::string checkpoint_refused{};  // why the one that was there was not used; empty if it was

    // Where the time went.
    struct Phases {
        std::chrono::microseconds directories{};
        std::chrono::microseconds checkpoint{};
        std::chrono::microseconds ledger{};
        std::chrono::microseconds orders{};
    } phases{};
};

// Makes the state from the directories, a checkpoint and the ledger's tail, or from the directories
// and the whole ledger: what a node does when it starts. Replaces what the state held.
class RebuildState {
   public:
    // Called now and then with how many of about how many entries are folded.
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
    enum class From : unsigned char { checkpoint, ledger };

    explicit RebuildState(RebuildPorts const& ports) : ports_{ports} {}

    RebuildReport execute(Progress const& progress = {}, From from = From::checkpoint);

   private:
    class Run;

    RebuildPorts ports_;
};

}  // namespace upbeat::voting

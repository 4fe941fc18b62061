#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <upbeat/application/voting/rebuild_state.hpp>
#include <upbeat/domain/voting/difference.hpp>

namespace upbeat::voting {

struct ReplayReport {
    std::int64_t items = 0;
    std::int64_t voters = 0;
    std::int64_t entries = 0;          // of the whole ledger
    std::chrono::microseconds took{};  // to read and fold them
    std::uint64_t digest = 0;          // of everything that they amount to
    std::int64_t checkpointed = 0;     // entries that the checkpoint contains; 0: there is none
    std::int64_t tail = 0;             // entries that were folded after it
    std::string checkpoint_refused{};  // why the one that is there could not be compared
    // What the checkpoint and its tail say (first) against the whole ledger (second).
    std::optional<Difference> difference{};
};

// Recomputes every tally, reputation and chart from the whole ledger, and compares them with what a
// node holds that starts from the checkpoint. Votes may arrive meanwhile. Needs the memory of two
// nodes.
class ReplayLedger {
   public:
    struct Parts {
        Ledger& ledger;
        ItemDirectory& items;
        VoterDirectory& voters;
        ReputationAdjustments& adjustments;
        CheckpointStore& checkpoints;
        Clock const& clock;
    };

    explicit ReplayLedger(Parts const& parts) : parts_{parts}, whole_{parts.clock.now()} {}

    ReplayReport execute(RebuildState::Progress const& progress = {});

    // What the whole ledger gives, after execute().
    VotingState& whole() { return whole_; }

   private:
    RebuildReport rebuild(
        VotingState& state, RebuildState::From from, RebuildState::Progress const& progress
    );
    bool catch_up(VotingState& state, WriterPositions const& wanted);
    void compare(ReplayReport& report);

    Parts parts_;
    VotingState whole_;
};

}  // namespace upbeat::voting

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>

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
};

// How many entries of unknown items a node keeps until it learns of the items; 10 MB.
inline constexpr std::size_t kMostWaiting = 100'000;

struct RebuildReport {
    std::int64_t items = 0;
    std::int64_t voters = 0;
    std::int64_t entries = 0;
    std::int64_t skipped = 0;  // entries of items that the catalogue does not know
    // The latest of the skipped ones, at most kMostWaiting, in the order of the ledger: an item may
    // have appeared after the catalogue was read.
    std::deque<LedgerEntry> waiting{};
};

// Makes the state from nothing but the ledger and the directories: what a node does when it
// starts. Replaces what the state held. About half a microsecond an entry beside the reading.
class RebuildState {
   public:
    // Called now and then with how many of about how many entries are folded.
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

    explicit RebuildState(RebuildPorts const& ports) : ports_{ports} {}

    RebuildReport execute(Progress const& progress = {});

   private:
    RebuildPorts ports_;
};

}  // namespace upbeat::voting

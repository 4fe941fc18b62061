#pragma once

#include <deque>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include <upbeat/domain/voting/slot_index.hpp>
#include <upbeat/domain/voting/voter_standing.hpp>

namespace upbeat::voting {

// The registered agents by number, and which of them belong to one owner. About 370 bytes an
// agent. Not thread-safe; lookups are O(1). References stay valid.
class VoterTable {
   public:
    // Adds an agent or brings what is known of it up to date.
    void put(VoterFacts const& facts);

    VoterStanding const* find(VoterNum num) const;
    std::optional<Slot> slot_of(VoterNum num) const;
    VoterStanding const& operator[](Slot slot) const { return standings_[slot]; }
    // Adds an agent that nobody has announced yet; its age counts from `seen`.
    VoterStanding& obtain(VoterNum num, Timestamp seen);
    // In place of what is known of that agent; nothing happens if nobody knows it.
    void replace(VoterStanding const& standing);
    std::size_t size() const { return standings_.size(); }

    // All agents of an account, itself included; empty for nobody and for agents on their own.
    std::span<VoterNum const> of_owner(OwnerNum owner) const;

    template <class Visit>
    void each(Visit&& visit) const
    {
        for (auto const& standing : standings_) {
            visit(standing);
        }
    }

   private:
    VoterStanding& add(VoterFacts const& facts);
    void join_owner(VoterFacts const& facts);
    void leave_owner(VoterFacts const& facts);

    std::deque<VoterStanding> standings_;
    SlotIndex by_num_;
    std::unordered_map<OwnerNum, std::vector<VoterNum>> by_owner_;
};

}  // namespace upbeat::voting

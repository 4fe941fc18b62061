#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <upbeat/domain/voting/detectors.hpp>
#include <upbeat/domain/voting/incident.hpp>
#include <upbeat/domain/voting/voter_table.hpp>

namespace upbeat::voting {

// When a crowd is more than popularity.
struct CrowdRule {
    int least = 5;  // related agents besides the one at hand
    std::chrono::minutes span{5};
    std::chrono::hours cohort{24};  // "registered together"
    int alike = 80;                 // of 100: "votes on the same items"
    int alike_votes = 10;           // items that both must have voted on
    double chance = 1e-4;           // no more than this, given what the rest of the site looks like
};

// Agents that voted together on one item, and what they have in common.
struct Crowd {
    ItemNum item{};
    Direction direction{};
    int present = 0;           // other agents on the item, in the direction, within the span
    int network = 0;           // of them from the same client network
    int cohort = 0;            // registered within a day of the agent at hand
    int alike = 0;             // voting on nearly the same items
    bool odd_network = false;  // and that is beyond chance
    bool odd_cohort = false;
    bool odd_taste = false;
    std::vector<VoterNum> related{};

    // Related in more than one way, each of them beyond chance.
    bool grave() const { return int{odd_network} + int{odd_cohort} + int{odd_taste} >= 2; }
    Evidence evidence() const;
};

// The latest votes of registered agents, by item and direction, and a sample of those on the whole
// site, to tell a crowd that has something in common from an audience that all of the site has in
// common: on a launch day everybody registered today, on a campus site everybody shares a network.
// Fixed memory, 2.3 MB: 16 votes an item and direction, the oldest leave; an item that nobody votes
// on gives way. Under 0.2 us a vote where there is no crowd. A fold of the ledger's latest minutes
// in its order. Not thread-safe.
class RecentVotes {
   public:
    explicit RecentVotes(CrowdRule const& rule = {});

    // Takes in a vote of this agent. What withdraws or puts back a vote is none.
    void fold(LedgerEntry const& entry, VoterStanding const& voter);
    // The crowd that a vote, just folded, belongs to; nothing if it is none, or mere popularity.
    std::optional<Crowd> crowd(LedgerEntry const& entry, VoterTable const& voters) const;

   private:
    static constexpr std::size_t kVotes = 16;
    static constexpr std::size_t kWays = 4;
    static constexpr std::size_t kSets = 1'024;
    static constexpr std::size_t kSample = 256;
    static constexpr std::size_t kLeastSample = 50;  // what no share can be told from fewer

    struct Vote {
        VoterNum voter{};
        std::int64_t at = 0;
        std::uint64_t network = 0;
        std::int32_t registered = 0;  // hours since the epoch
        std::uint32_t taste = 0;      // TasteSketch::bits() then; 0: too few votes to tell
    };
    struct Cell {
        ItemNum item{};
        Direction direction = Direction::abstain;  // abstain: the cell is free
        std::uint8_t next = 0;
        std::uint8_t size = 0;
        std::int64_t last_at = 0;
        std::array<Vote, kVotes> votes{};

        // The vote of that voter, if it is there; each has one at most.
        Vote* of(VoterNum voter);
    };
    // One vote somewhere on the site.
    struct Sighting {
        ItemNum item{};
        std::uint64_t network = 0;
        std::int32_t registered = 0;
    };

    // The place of the cell, if there is one.
    std::optional<std::size_t> find(ItemNum item, Direction direction) const;
    Cell& obtain(ItemNum item, Direction direction);
    Vote vote_of(LedgerEntry const& entry, VoterStanding const& voter) const;
    bool alike(Vote const& a, Vote const& b, VoterTable const& voters) const;
    void sight(LedgerEntry const& entry, std::int32_t registered);
    void judge(Crowd& crowd, Vote const& self) const;

    CrowdRule rule_;
    std::vector<Cell> cells_;
    std::vector<Sighting> sample_;
    std::size_t sample_next_ = 0;
    std::int64_t sampled_at_ = 0;
};

}  // namespace upbeat::voting

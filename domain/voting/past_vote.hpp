#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::voting {

// One change that an entry of the ledger made to the cell of one item and hour: a vote that came,
// or the same vote taken back later. What a history keeps of a vote; 16 bytes.
struct PastVote {
    static constexpr std::uint32_t kDown = 1U << 0U;       // else up
    static constexpr std::uint32_t kTakesBack = 1U << 1U;  // else adds
    static constexpr std::uint32_t kGuest = 1U << 2U;
    static constexpr std::uint32_t kHalved = 1U << 3U;    // its voter was flagged
    static constexpr std::uint32_t kSetAside = 1U << 4U;  // by a quarantine or a void, or put back
    static constexpr std::uint32_t kBootstrap = 1U << 5U;
    static constexpr std::uint64_t kLongest = (std::uint64_t{1} << 48U) - 1;

    std::uint32_t place = 0;       // of the item, in the history
    std::uint32_t hour : 24 = 0;   // of the vote, which need not be that of the change
    std::uint32_t marks : 8 = 0;   // the bits above
    std::uint64_t delay : 48 = 0;  // from the start of that hour to the change, us; 8.9 years most
    std::uint64_t weight : 16 = 0;

    bool has(std::uint32_t mark) const { return (marks & mark) != 0; }
    bool before(PastVote const& other) const
    {
        return place != other.place ? place < other.place : hour < other.hour;
    }
};

static_assert(sizeof(PastVote) == 16);

// Merges votes in order into votes in order.
inline void merge_into(std::vector<PastVote>& votes, std::span<PastVote const> more)
{
    std::vector<PastVote> merged;
    merged.reserve(votes.size() + more.size());
    std::ranges::merge(
        votes,
        more,
        std::back_inserter(merged),
        [](PastVote const& a, PastVote const& b) { return a.before(b); }
    );
    votes = std::move(merged);
}

}  // namespace upbeat::voting

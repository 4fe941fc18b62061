#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::identity {

// What its votes made of an agent, at this moment.
struct VoterNumbers {
    std::int64_t reputation = 0;   // hundredths, 0..10000
    std::int64_t vote_weight = 0;  // what a vote would weigh now, in ten-thousandths
    std::int64_t up = 0;
    std::int64_t down = 0;
    std::int64_t abstain = 0;
    std::int64_t votes_today = 0;
    std::int64_t votes_this_hour = 0;
    std::optional<Timestamp> last_vote_at{};
    bool flagged = false;
    std::optional<Timestamp> flagged_until{};
    std::int64_t warnings = 0;
    bool blocked = false;  // for manipulation: for a time, or until an administrator lifts it
    std::optional<Timestamp> blocked_until{};
    std::int64_t penalty = 0;  // ten-thousandths of the reputation that are withheld

    std::int64_t total() const { return up + down + abstain; }

    bool operator==(VoterNumbers const&) const = default;
};

// What identity asks voting. Safe to call from any thread, never blocks on storage.
class VoterStandings {
   public:
    virtual ~VoterStandings() = default;

    // All zero for a voter who has none.
    virtual VoterNumbers numbers(VoterNum voter) const = 0;

    // Agents that have voted and are not suspended: the highest reputation first, then the most
    // votes, then the oldest.
    virtual std::vector<VoterNum> leaders(std::size_t count) const = 0;
};

// The word for a reputation: starter below 10, verified below 40, premium below 75, then elite.
constexpr char const* badge(std::int64_t reputation)
{
    return reputation < 1'000   ? "starter"
           : reputation < 4'000 ? "verified"
           : reputation < 7'500 ? "premium"
                                : "elite";
}

}  // namespace upbeat::identity

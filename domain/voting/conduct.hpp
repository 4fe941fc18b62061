#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include <upbeat/domain/voting/incident.hpp>

namespace upbeat::voting {

inline constexpr std::chrono::hours kFlagDuration{7 * 24};
inline constexpr std::chrono::hours kBlockDuration{24};
inline constexpr std::chrono::days kPenaltyDuration{30};
inline constexpr std::chrono::minutes kIncidentGap{15};  // two of one detector are one within it
// A slow crowd stands on its item for as long as an investigation looks back: it is one incident.
inline constexpr std::chrono::days kCrowdGap{7};
inline constexpr std::int32_t kPenaltyOfBlock = 2'500;  // ten-thousandths of the reputation
inline constexpr std::int32_t kMostPenalty = 5'000;

// What an agent's incidents amount to: a pure function of them, in whatever order they were raised
// and decided. 48 bytes.
class Conduct {
   public:
    Conduct() = default;
    static Conduct of(std::span<Incident const> incidents);

    // A flag that the ledger shows counts only if it began after this: earlier ones were dismissed.
    Timestamp pardoned_at() const { return from_micros(pardoned_at_); }
    bool flagged(Timestamp now) const { return to_micros(now) < flagged_until_; }
    Timestamp flagged_until() const { return from_micros(flagged_until_); }
    bool blocked(Timestamp now) const { return to_micros(now) < blocked_until_; }
    Timestamp blocked_until() const { return from_micros(blocked_until_); }
    bool suspended() const { return suspended_; }
    // Blocks and suspensions of the last 30 days; counts to 3.
    int blocks(Timestamp now) const;
    // How much of the reputation is withheld: a quarter for each block of the last 30 days, at most
    // half; half while suspended.
    std::int32_t penalty(Timestamp now) const;

    bool operator==(Conduct const&) const = default;

   private:
    class Blocks;

    std::int64_t flagged_until_ = 0;
    std::int64_t blocked_until_ = 0;
    std::int64_t pardoned_at_ = 0;
    std::array<std::uint32_t, 3> blocks_{};  // when, in seconds since the epoch; 0: never
    bool suspended_ = false;
};

// What an incident leads to.
struct Verdict {
    ConductAction action = ConductAction::observed;
    std::optional<Timestamp> until{};

    bool operator==(Verdict const&) const = default;
};

// The ladder. The first offence flags; one that can block, of an agent that is flagged already, a
// block of a day; the third block in 30 days suspends until somebody looks at it. `grave` says that
// the evidence is beyond chance in more than one way: without it a group offence only flags, and
// what an investigation found is only written down.
Verdict judge(Detector detector, bool grave, bool flagged, Conduct const& conduct, Timestamp now);

}  // namespace upbeat::voting

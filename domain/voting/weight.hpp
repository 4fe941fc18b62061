#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace upbeat::voting {

// What one vote counts, in ten-thousandths: 10000 is a full vote, 0 a guest's. Frozen into the
// ledger when the vote is cast. Integers, so that sums are exact and independent of order.
struct Weight {
    std::int32_t value = 0;

    constexpr double as_number() const { return static_cast<double>(value) / 10'000.0; }

    auto operator<=>(Weight const&) const = default;
};

inline constexpr Weight kFullWeight{10'000};
inline constexpr Weight kFloorWeight{1'000};  // what a new agent's vote counts
inline constexpr Weight kGuestWeight{0};

// A reputation in hundredths of a point, 0..10000 (0.00 to 100.00).
struct Reputation {
    std::int32_t value = 0;

    constexpr double as_number() const { return static_cast<double>(value) / 100.0; }

    auto operator<=>(Reputation const&) const = default;
};

inline constexpr Reputation kFullReputation{10'000};

// Clamped to floor..full; half of that for a voter that is flagged.
constexpr Weight weight_of(Reputation reputation, bool flagged)
{
    auto const clamped = std::clamp(reputation.value, kFloorWeight.value, kFullWeight.value);
    return Weight{flagged ? clamped / 2 : clamped};
}

}  // namespace upbeat::voting

#pragma once

#include <cstdint>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/hourly_cells.hpp>

namespace upbeat::voting {

// Forward decay with a half-life of 48 hours: a vote counts direction x weight x 2^(hour/48 - E).
// E is an aligned whole number of half-lives and a pure function of the hour, so that moving it
// multiplies every score by one power of two: exact, and no order changes. Sums run in ascending
// hour, so that any node, at any time, computes the same bits.
class TrendingEpoch {
   public:
    static constexpr Hour kHalfLife = 48;

    static TrendingEpoch at(Hour hour);

    // Exact to one rounding; years that lie more than eight back fade to 0.
    double factor(Hour hour) const;
    double score(HourlyCells::Range const& ascending) const;
    double score(HourlyCell const& cell) const
    {
        return static_cast<double>(cell.weighted) * factor(cell.hour);
    }

    bool operator==(TrendingEpoch const&) const = default;

   private:
    explicit TrendingEpoch(std::int32_t half_lives) : half_lives_{half_lives} {}

    std::int32_t half_lives_;
};

}  // namespace upbeat::voting

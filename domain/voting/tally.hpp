#pragma once

#include <cstdint>

#include <upbeat/domain/kernel/direction.hpp>
#include <upbeat/domain/voting/weight.hpp>

namespace upbeat::voting {

// The votes counted for one item over some time. Guests are in up and down, so in the raw score,
// but weigh nothing. A value; adding and taking back are exact.
struct Tally {
    std::uint32_t up = 0;
    std::uint32_t down = 0;
    std::uint32_t abstain = 0;
    std::uint32_t guests = 0;   // how many of up and down came without a credential
    std::int64_t weighted = 0;  // sum of direction x weight, ten-thousandths
    std::int64_t weights = 0;   // sum of weight over the verified up and down votes

    std::int64_t score() const { return std::int64_t{up} - std::int64_t{down}; }
    std::int64_t total() const { return std::int64_t{up} + std::int64_t{down}; }
    std::int64_t verified() const { return total() - std::int64_t{guests}; }
    bool empty() const { return total() == 0; }
    double weighted_score() const { return static_cast<double>(weighted) / 10'000.0; }
    // The mean weight of a verified vote, 0..1; 0 without one.
    double average_weight() const;

    void add(Direction direction, Weight weight, bool guest) { apply(direction, weight, guest, 1); }
    void take_back(Direction direction, Weight weight, bool guest)
    {
        apply(direction, weight, guest, -1);
    }

    bool operator==(Tally const&) const = default;

   private:
    void apply(Direction direction, Weight weight, bool guest, int times);
};

}  // namespace upbeat::voting

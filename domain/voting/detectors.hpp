#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace upbeat::voting {

// What looks for manipulation; the numbers are those of the column. A detector never knows intent:
// it says what was seen, and the ladder (conduct.hpp) what follows.
enum class Detector : unsigned char {
    burst = 0,           // ten or more votes in the minute before
    volume = 1,          // more than fifty in the five minutes before
    unidirectional = 2,  // twenty or more votes, all in one direction
    fast_burst = 3,      // forty or more in the minute before
    metronome = 4,       // twenty intervals of the same length
    platform_bias = 5,   // nearly all votes for one platform
    coordinated = 6,     // five or more related agents, one item, one direction, five minutes
    crowd = 7,           // an item that rises by voters who have something in common
    administrator = 8,   // no detector: somebody with the right to
};

std::string_view to_word(Detector detector);
std::optional<Detector> parse_detector(std::string_view word);

// Only shown, and only lowers the reputation's quality factors: says little when it stands alone.
constexpr bool is_signal(Detector detector)
{
    return detector == Detector::metronome || detector == Detector::platform_bias ||
           detector == Detector::unidirectional;
}

// Whether an agent that is flagged already is blocked for it.
constexpr bool can_block(Detector detector)
{
    return detector == Detector::fast_burst || detector == Detector::coordinated ||
           detector == Detector::crowd;
}

inline constexpr std::chrono::minutes kBurstSpan{1};
inline constexpr std::chrono::minutes kVolumeSpan{5};
inline constexpr int kBurstBefore = 10;
inline constexpr int kFastBurstBefore = 40;
inline constexpr int kVolumeBefore = 50;
inline constexpr std::int64_t kOneWayVotes = 20;
inline constexpr std::size_t kSteadyIntervals = 20;
inline constexpr std::int64_t kBiasVotes = 10;

// All counts are of earlier votes: the one at hand is not among them.
constexpr bool bursts(int in_the_minute)
{
    return in_the_minute >= kBurstBefore;
}
constexpr bool bursts_fast(int in_the_minute)
{
    return in_the_minute >= kFastBurstBefore;
}
constexpr bool floods(int in_five_minutes)
{
    return in_five_minutes > kVolumeBefore;
}
constexpr bool goes_one_way(std::int64_t up, std::int64_t down, std::int64_t abstain)
{
    return abstain == 0 && (up == 0 || down == 0) && up + down >= kOneWayVotes;
}
// At least four fifths of ten or more votes.
constexpr bool prefers_one_platform(std::int64_t on_it, std::int64_t votes)
{
    return votes >= kBiasVotes && 5 * on_it >= 4 * votes;
}
// Twenty or more intervals whose coefficient of variation is below 0.02. Any unit.
bool keeps_time(std::span<std::uint16_t const> intervals);

// The probability that `hits` or more of `tries` happen by chance, each with probability `share`.
// Exact, for up to some thousands of tries; 1 for hits <= 0.
double tail_probability(std::int64_t tries, std::int64_t hits, double share);

}  // namespace upbeat::voting

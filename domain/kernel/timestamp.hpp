#pragma once

#include <chrono>
#include <cstdint>

namespace upbeat {

// An instant, UTC, in microseconds: what both databases keep exactly as a bigint.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

constexpr std::int64_t to_micros(Timestamp at)
{
    return at.time_since_epoch().count();
}

constexpr Timestamp from_micros(std::int64_t micros)
{
    return Timestamp{std::chrono::microseconds{micros}};
}

// The whole hour since the Unix epoch that an instant lies in; votes are summed by it.
using Hour = std::int32_t;

// The year 3883: what is said to be later, or as long before the epoch, is no time of ours.
inline constexpr Hour kEndOfHours = Hour{1} << 24;

constexpr Hour hour_of(Timestamp at)
{
    return static_cast<Hour>(std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count());
}

constexpr Timestamp start_of_hour(Hour hour)
{
    return Timestamp{std::chrono::hours{hour}};
}

}  // namespace upbeat

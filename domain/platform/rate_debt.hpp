#pragma once

#include <chrono>
#include <optional>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/platform/rate_limit.hpp>

namespace upbeat::platform {

// The time that one request uses up.
std::chrono::microseconds spacing_of(Quota const& quota);

// decide() for several nodes, which together may have let through too much: an arrival may lie
// further ahead than the window by up to `debt`, so that it is paid back. Without a debt only a
// clock that was set back can have put it there, and nobody waits longer than the window.
LimitDecision decide(
    Quota const& quota,
    std::optional<Timestamp> arrival,
    Timestamp now,
    std::chrono::microseconds debt
);

}  // namespace upbeat::platform

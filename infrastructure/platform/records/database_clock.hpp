#pragma once

#include <chrono>

#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::platform {

// Nodes whose clocks differ decide about different hours and days. Beyond the first a node says so;
// beyond the second it does not take part.
inline constexpr std::chrono::seconds kNotableLead{5};
inline constexpr std::chrono::seconds kIntolerableLead{60};

// How far the clock is certain to be ahead of the database's; negative when it is behind. What the
// question itself took is taken off. On SQLite, where there is one machine, about 0. Throws
// sql::Unavailable.
std::chrono::microseconds clock_lead(sql::Database& database, Clock const& clock);

}  // namespace upbeat::platform

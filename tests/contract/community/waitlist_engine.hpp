#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::testing {

// The engine that the binary at hand is about.
sql::Engine waitlist_engine();

}  // namespace upbeat::testing

#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::testing {

// The engine that the binary at hand is about: each is linked with the file of one of them.
sql::Engine engine_under_test();

}  // namespace upbeat::testing

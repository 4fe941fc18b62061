#pragma once

#include <vector>

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::testing {

// Every statement of the program; a new list is added in all_statements.cpp.
std::vector<sql::Statement const*> all_statements();

}  // namespace upbeat::testing

#pragma once

#include <cstddef>
#include <string>

#include <upbeat/infrastructure/platform/sql/params.hpp>

namespace upbeat::sql {

// One column of a batch as the text of a PostgreSQL array: {1,2,NULL,"a \"b\""}.
// Throws InvalidText.
std::string array_text(Batch const& batch, std::size_t column);

}  // namespace upbeat::sql

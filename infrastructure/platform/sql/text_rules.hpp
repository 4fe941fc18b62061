#pragma once

#include <string_view>

namespace upbeat::sql {

// Throws InvalidText if `text` holds a NUL, which both drivers cut at, or is not UTF-8, which one
// engine refuses and the other keeps.
void require_storable(std::string_view text);

}  // namespace upbeat::sql

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace upbeat::catalog {

// A list of words as the JSON array of strings that both databases keep.
std::string words_to_json(std::vector<std::string> const& words);
std::vector<std::string> words_from_json(std::string_view json);

}  // namespace upbeat::catalog

#pragma once

#include <optional>
#include <string_view>

namespace upbeat::http {

// A file of the documentation pages, as it was linked into the program. Nothing for other names,
// and for the viewers' files in a build without them.
std::optional<std::string_view> docs_file(std::string_view name);

std::string_view type_of_docs_file(std::string_view name);

}  // namespace upbeat::http

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::catalog {

inline constexpr std::string_view kItemNotFound = "item_not_found";
inline constexpr std::string_view kItemExists = "item_exists";
inline constexpr std::string_view kDuplicateTrack = "duplicate_track";
inline constexpr std::string_view kPageTooDeep = "page_too_deep";

Error item_not_found(ItemKind kind, std::string_view id);
Error item_exists(std::string_view id);
Error duplicate_track(std::string_view existing_id);
Error page_too_deep();

// One wrong field; `pointer` is a JSON pointer into the body or a parameter's name.
Error invalid_field(std::string pointer, std::string code, std::string message);
Error invalid_fields(std::vector<FieldProblem> problems);

}  // namespace upbeat::catalog

#pragma once

#include <optional>
#include <string_view>

namespace upbeat {

// What can be voted on. "song" and "track" are two words for one kind.
enum class ItemKind : unsigned char { track = 0, tool = 1 };

// Accepts "song", "track" and "tool" in any letter case.
std::optional<ItemKind> parse_item_kind(std::string_view word);

// The word on voting, chart and discovery surfaces: "song" or "tool".
std::string_view vote_word(ItemKind kind);

// The word on catalogue surfaces: "track" or "tool".
std::string_view catalog_word(ItemKind kind);

}  // namespace upbeat

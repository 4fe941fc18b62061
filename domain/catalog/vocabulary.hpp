#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace upbeat::catalog {

inline constexpr std::size_t kMaxTags = 20;
inline constexpr std::size_t kMaxTagLength = 40;
inline constexpr std::size_t kMaxMoods = 10;
inline constexpr std::size_t kMaxSlugLength = 100;

// Lower case, words joined by one hyphen, "Hip Hop" -> "hip-hop"; "lofi" is "lo-fi" and "rnb" is
// "r&b". Genres and moods are open lists: an unknown word is kept as its slug.
std::string slug(std::string_view word);

// Every mood once, in the order given; empty words are dropped.
std::vector<std::string> slugs(std::vector<std::string> const& words);

// Cuts "a, b ,,c" at its commas and trims; empty parts are dropped.
std::vector<std::string> split_list(std::string_view text);

// A tag without its leading '#', trimmed and in lower case (ASCII).
std::string tag(std::string_view word);
std::vector<std::string> tags(std::vector<std::string> const& words);

std::string_view trim(std::string_view text);
std::string lower(std::string_view text);

// The number of Unicode code points of a UTF-8 text.
std::size_t code_points(std::string_view text);

}  // namespace upbeat::catalog

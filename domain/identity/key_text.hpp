#pragma once

#include <string>
#include <string_view>

namespace upbeat::identity {

// How an API key is written: "ub_live_", 43 characters of the URL-safe base64 alphabet (32 random
// bytes), and a checksum of 6 characters. The checksum lets a mistyped key be told from an unknown
// one without a look into storage, and lets scanners for leaked secrets be sure.
inline constexpr std::string_view kKeyPrefix = "ub_live_";
inline constexpr std::size_t kKeyBytes = 32;
inline constexpr std::size_t kKeyLength = 8 + 43 + 6;

// `bytes` must be kKeyBytes long.
std::string make_key_text(std::string_view bytes);

// Whether prefix, length, alphabet and checksum are right.
bool is_key_text(std::string_view text);

}  // namespace upbeat::identity

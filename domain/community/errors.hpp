#pragma once

#include <string_view>

#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::community {

inline constexpr std::string_view kInvalidEmail = "invalid_email";

Error invalid_email();

}  // namespace upbeat::community

#pragma once

#include <filesystem>

#include <upbeat/domain/kernel/secret.hpp>

namespace upbeat::platform {

// The secret kept in `file`, made of 32 random bytes on the first call and readable by its owner
// only (0600). Two processes that start at once agree on one secret. Throws std::runtime_error with
// a sentence for the operator when the file cannot be made, or can be read by others.
Secret secret_kept_in(std::filesystem::path const& file);

}  // namespace upbeat::platform

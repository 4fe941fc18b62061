#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::identity {

inline constexpr std::string_view kAgentExists = "agent_exists";
inline constexpr std::string_view kAgentNotFound = "agent_not_found";
inline constexpr std::string_view kAgentSuspended = "agent_suspended";
inline constexpr std::string_view kInvalidAgentType = "invalid_agent_type";
inline constexpr std::string_view kInvalidKey = "invalid_api_key";
inline constexpr std::string_view kKeyNotFound = "key_not_found";
inline constexpr std::string_view kKeyRequired = "credential_required";
inline constexpr std::string_view kInvalidTier = "invalid_tier";
inline constexpr std::string_view kTierNotAllowed = "tier_not_allowed";
inline constexpr std::string_view kAdminRequired = "admin_required";
inline constexpr std::string_view kTooManyKeys = "too_many_keys";

Error agent_exists(std::string_view id);
Error agent_not_found(std::string_view id);
Error agent_suspended();
Error invalid_agent_type();
Error invalid_key();
Error key_not_found(std::string_view id);
Error key_required();
Error invalid_tier();
Error tier_not_allowed();
Error admin_required();
Error too_many_keys();
Error invalid_fields(std::vector<FieldProblem> problems);

}  // namespace upbeat::identity

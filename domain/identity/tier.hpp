#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <upbeat/domain/kernel/actor.hpp>

namespace upbeat::identity {

// Accepts "free", "starter" and "verified" (all free), "pro" and "enterprise".
std::optional<Tier> parse_tier(std::string_view word);

// "free", "pro" or "enterprise".
std::string_view to_word(Tier tier);

// What a key of a tier may do. Nothing means without limit.
struct Allowance {
    std::optional<std::int64_t> votes_per_day{};
    std::optional<std::int64_t> votes_per_hour{};
    std::int64_t requests_per_minute = 60;

    bool operator==(Allowance const&) const = default;
};

// The allowances of a deployment; an hour allows a fifth of a day.
struct Allowances {
    std::int64_t free_votes_per_day = 100;
    std::int64_t pro_votes_per_day = 1000;

    Allowance of(Tier tier) const;
};

}  // namespace upbeat::identity

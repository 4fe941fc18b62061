#include <upbeat/domain/identity/tier.hpp>

#include <algorithm>

namespace upbeat::identity {
namespace {

std::int64_t fifth(std::int64_t day)
{
    return std::max<std::int64_t>(1, day / 5);
}

}  // namespace

std::optional<Tier> parse_tier(std::string_view word)
{
    if (word == "free" || word == "starter" || word == "verified") {
        return Tier::free;
    }
    if (word == "pro") {
        return Tier::pro;
    }
    if (word == "enterprise") {
        return Tier::enterprise;
    }
    return std::nullopt;
}

std::string_view to_word(Tier tier)
{
    switch (tier) {
        case Tier::free: return "free";
        case Tier::pro: return "pro";
        case Tier::enterprise: return "enterprise";
    }
    return "free";
}

Allowance Allowances::of(Tier tier) const
{
    switch (tier) {
        case Tier::free: return {free_votes_per_day, fifth(free_votes_per_day), 60};
        case Tier::pro: return {pro_votes_per_day, fifth(pro_votes_per_day), 300};
        case Tier::enterprise: return {std::nullopt, std::nullopt, 1000};
    }
    return {};
}

}  // namespace upbeat::identity

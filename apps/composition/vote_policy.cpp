#include <upbeat/apps/composition/vote_policy.hpp>

#include <chrono>

namespace upbeat::apps {
namespace {

voting::AntiGaming anti_gaming(AntiGaming wanted)
{
    switch (wanted) {
        case AntiGaming::enforce: return voting::AntiGaming::enforce;
        case AntiGaming::observe: return voting::AntiGaming::observe;
        case AntiGaming::off: return voting::AntiGaming::off;
    }
    return voting::AntiGaming::enforce;
}

// An hour allows a fifth of a day.
voting::VoteQuota quota_of(int a_day)
{
    return {.per_hour = (a_day + 4) / 5, .per_day = a_day};
}

}  // namespace

voting::VotePolicy policy_of(Config const& config)
{
    auto policy = voting::VotePolicy{};
    policy.anti_gaming = anti_gaming(config.anti_gaming);
    policy.guest_votes = config.guest_votes;
    policy.quotas.free = quota_of(config.rate_limit_free);
    policy.quotas.pro = quota_of(config.rate_limit_pro);
    policy.newcomers.age = std::chrono::days{config.newcomer_days};
    return policy;
}

}  // namespace upbeat::apps

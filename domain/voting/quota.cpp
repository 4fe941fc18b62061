#include <upbeat/domain/voting/quota.hpp>

namespace upbeat::voting {
namespace {

template <class Window>
std::chrono::seconds until_next(Timestamp now)
{
    auto const left = std::chrono::floor<Window>(now) + Window{1} - now;
    return std::chrono::ceil<std::chrono::seconds>(left);
}

}  // namespace

VoteQuota const& QuotaTable::of(Tier tier) const
{
    switch (tier) {
        case Tier::free: return free;
        case Tier::pro: return pro;
        case Tier::enterprise: return enterprise;
    }
    return free;
}

std::chrono::seconds until_next_hour(Timestamp now)
{
    return until_next<std::chrono::hours>(now);
}

std::chrono::seconds until_next_day(Timestamp now)
{
    return until_next<std::chrono::days>(now);
}

std::optional<QuotaRefusal> refusal(VoteQuota const& quota, QuotaUsage usage, Timestamp now)
{
    if (quota.per_day && usage.today >= *quota.per_day) {
        return QuotaRefusal{QuotaWindow::day, *quota.per_day, until_next_day(now)};
    }
    if (quota.per_hour && usage.this_hour >= *quota.per_hour) {
        return QuotaRefusal{QuotaWindow::hour, *quota.per_hour, until_next_hour(now)};
    }
    return std::nullopt;
}

}  // namespace upbeat::voting

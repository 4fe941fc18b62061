#include <upbeat/adapters/http/request_limits.hpp>

#include <algorithm>

#include <upbeat/adapters/http/json_writer.hpp>

namespace upbeat::http {
namespace {

using namespace std::chrono_literals;
using std::chrono::ceil;
using std::chrono::seconds;

platform::LimitRule per_minute(std::string name, std::int64_t requests)
{
    return {std::move(name), {std::max<std::int64_t>(requests, 1), 60s}};
}

std::string in_words(seconds window)
{
    switch (window.count()) {
        case 1: return "second";
        case 60: return "minute";
        case 3600: return "hour";
        case 86400: return "day";
        default: return std::to_string(window.count()) + " seconds";
    }
}

}  // namespace

void LimitReport::note(platform::LimitRule const& rule, platform::LimitDecision const& decision)
{
    entries_.push_back({rule, decision});
    if (refused_) {
        return;
    }
    refused_ = !decision.allowed;
    if (refused_ || decision.remaining < entries_[tightest_].decision.remaining) {
        tightest_ = entries_.size() - 1;
    }
}

Error LimitReport::error() const
{
    auto const& [rule, decision] = entries_[tightest_];
    auto const window = ceil<seconds>(rule.quota.window);
    return {
        .kind = ErrorKind::rate_limited,
        .code = "rate_limited",
        .detail = "More than " + std::to_string(rule.quota.requests) + " requests in a " +
                  in_words(window) + ".",
        .retry_after = std::max(ceil<seconds>(decision.retry_after), 1s)
    };
}

void LimitReport::mark(Response& response, Timestamp now) const
{
    if (entries_.empty()) {
        return;
    }
    std::string policies;
    for (auto const& [rule, decision] : entries_) {
        policies += policies.empty() ? "" : ", ";
        policies += quoted(rule.name) + ";q=" + std::to_string(rule.quota.requests) +
                    ";w=" + std::to_string(ceil<seconds>(rule.quota.window).count());
    }
    auto const& [rule, decision] = entries_[tightest_];
    auto const left = std::to_string(decision.remaining);
    auto const reset = ceil<seconds>(decision.reset_after);
    response.headers.add("RateLimit-Policy", policies);
    response.headers.add(
        "RateLimit", quoted(rule.name) + ";r=" + left + ";t=" + std::to_string(reset.count())
    );
    response.headers.add("X-RateLimit-Limit", std::to_string(rule.quota.requests));
    response.headers.add("X-RateLimit-Remaining", left);
    auto const at = ceil<seconds>(now + decision.reset_after).time_since_epoch();
    response.headers.add("X-RateLimit-Reset", std::to_string(at.count()));
}

std::string network_of(Context const& context)
{
    constexpr unsigned kSubscriber = 64;
    auto const bits = std::min(context.client.width(), kSubscriber);
    return "net:" + context.client.network(bits).to_text();
}

std::string caller_of(Context const& context)
{
    switch (context.actor.role) {
        case Role::anonymous: return network_of(context);
        case Role::agent: return "agent:" + context.actor.id;
        case Role::user: return "user:" + context.actor.id;
        case Role::admin: return "admin:" + context.actor.id;
    }
    return network_of(context);
}

RequestLimits::RequestLimits(RequestQuotas quotas, platform::RateLimiter& limiter)
    : network_{per_minute("requests", quotas.network)},
      free_{per_minute("requests-free", quotas.free)},
      pro_{per_minute("requests-pro", quotas.pro)},
      enterprise_{per_minute("requests-enterprise", quotas.enterprise)},
      limiter_{limiter}
{
}

platform::LimitRule const& RequestLimits::rule_of(Tier tier) const
{
    switch (tier) {
        case Tier::free: return free_;
        case Tier::pro: return pro_;
        case Tier::enterprise: return enterprise_;
    }
    return free_;
}

void RequestLimits::take(
    platform::LimitRule const& rule,
    std::string const& principal,
    Timestamp now,
    LimitReport& report
) const
{
    report.note(rule, limiter_.take(rule, principal, now));
}

void RequestLimits::count_network(Context const& context, LimitReport& report) const
{
    if (!context.limits_exempt) {
        take(network_, network_of(context), context.now, report);
    }
}

void RequestLimits::count_caller(Context const& context, LimitReport& report) const
{
    if (!context.limits_exempt && !context.actor.is_admin()) {
        take(rule_of(context.actor.tier), caller_of(context), context.now, report);
    }
}

void RequestLimits::count_endpoint(
    Endpoint const& endpoint, Context const& context, LimitReport& report
) const
{
    if (context.limits_exempt) {
        return;
    }
    for (auto const& limit : endpoint.limits) {
        auto const principal =
            limit.by == CountedBy::network ? network_of(context) : caller_of(context);
        take(limit.rule, principal, context.now, report);
        if (report.refused()) {
            return;
        }
    }
}

}  // namespace upbeat::http

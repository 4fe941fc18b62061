#include <upbeat/adapters/http/request_limits.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>

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

// A short text on the stack. These headers go out with every answer, and a dozen strings for them
// cost five times what the limits themselves do.
class ShortText {
   public:
    ShortText& add(std::string_view text)
    {
        auto const size = std::min(text.size(), text_.size() - size_);
        std::memcpy(text_.data() + size_, text.data(), size);
        size_ += size;
        return *this;
    }
    ShortText& add(std::int64_t number)
    {
        auto* const end = text_.data() + text_.size();
        size_ = static_cast<std::size_t>(
            std::to_chars(text_.data() + size_, end, number).ptr - text_.data()
        );
        return *this;
    }
    std::string_view view() const { return {text_.data(), size_}; }

   private:
    std::array<char, 160> text_;  // NOLINT(cppcoreguidelines-pro-type-member-init): written first
    std::size_t size_ = 0;
};

std::int64_t whole_seconds(std::chrono::microseconds span)
{
    return ceil<seconds>(span).count();
}

}  // namespace

void LimitReport::note(platform::LimitRule const& rule, platform::LimitDecision const& decision)
{
    entries_.push_back({&rule, decision});
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
    auto const window = ceil<seconds>(rule->quota.window);
    return {
        .kind = ErrorKind::rate_limited,
        .code = "rate_limited",
        .detail = "More than " + std::to_string(rule->quota.requests) + " requests in a " +
                  in_words(window) + ".",
        .retry_after = std::max(ceil<seconds>(decision.retry_after), 1s)
    };
}

void LimitReport::mark_policies(Response& response) const
{
    ShortText first;
    std::string more;
    for (auto const& [rule, decision] : entries_) {
        ShortText policy;
        policy.add("\"").add(rule->name).add("\";q=").add(rule->quota.requests);
        policy.add(";w=").add(whole_seconds(rule->quota.window));
        if (entries_.size() == 1) {
            first = policy;
        } else {
            more.append(more.empty() ? "" : ", ").append(policy.view());
        }
    }
    response.headers.add("RateLimit-Policy", more.empty() ? first.view() : more);
}

void LimitReport::mark(Response& response, Timestamp now) const
{
    if (entries_.empty()) {
        return;
    }
    constexpr std::size_t kLines = 5;
    constexpr std::size_t kText = 224;
    response.headers.reserve(kLines, kText);
    mark_policies(response);
    auto const& [rule, decision] = entries_[tightest_];
    ShortText limit;
    limit.add("\"").add(rule->name).add("\";r=").add(decision.remaining);
    limit.add(";t=").add(whole_seconds(decision.reset_after));
    response.headers.add("RateLimit", limit.view());
    response.headers.add("X-RateLimit-Limit", ShortText{}.add(rule->quota.requests).view());
    response.headers.add("X-RateLimit-Remaining", ShortText{}.add(decision.remaining).view());
    auto const at = ceil<seconds>(now + decision.reset_after).time_since_epoch();
    response.headers.add("X-RateLimit-Reset", ShortText{}.add(at.count()).view());
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

RequestLimits::RequestLimits(RequestQuotas quotas, platform::ExactRateLimiter& limiter)
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
    platform::LimitRule const& rule, std::string_view principal, Timestamp now, LimitReport& report
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

void RequestLimits::look_at_network(Context const& context, LimitReport& report) const
{
    if (context.limits_exempt) {
        return;
    }
    auto const decision = limiter_.look(network_, network_of(context), context.now);
    if (!decision.allowed) {
        report.note(network_, decision);
    }
}

void RequestLimits::count_caller(Context const& context, LimitReport& report) const
{
    if (!context.limits_exempt && !context.actor.is_admin()) {
        take(rule_of(context.actor.tier), caller_of(context), context.now, report);
    }
}

void RequestLimits::count_endpoint(
    Endpoint const& endpoint, Context const& context, Where where, LimitReport& report
) const
{
    if (context.limits_exempt) {
        return;
    }
    for (auto const& limit : endpoint.limits) {
        auto const principal =
            limit.by == CountedBy::network ? network_of(context) : caller_of(context);
        auto const decision = where == Where::worker
                                  ? limiter_.take_exactly(limit.rule, principal, context.now)
                                  : limiter_.take(limit.rule, principal, context.now);
        report.note(limit.rule, decision);
        if (report.refused()) {
            return;
        }
    }
}

}  // namespace upbeat::http

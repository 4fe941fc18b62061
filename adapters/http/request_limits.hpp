#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/http/context.hpp>
#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/response.hpp>
#include <upbeat/application/platform/exact_rate_limiter.hpp>

namespace upbeat::http {

// Requests a minute that anybody may make, whatever the endpoint.
struct RequestQuotas {
    std::int64_t network = 120;  // without a valid credential, per network
    std::int64_t free = 60;      // per agent or user, by tier
    std::int64_t pro = 300;
    std::int64_t enterprise = 1000;
};

// What the limits said about one request so far, and the headers that tell the client. The rule
// that leaves least is the one that is told. Rules are looked at, not copied: they outlive it.
class LimitReport {
   public:
    void note(platform::LimitRule const& rule, platform::LimitDecision const& decision);

    bool refused() const { return refused_; }
    Error error() const;
    void mark(Response& response, Timestamp now) const;

   private:
    struct Entry {
        platform::LimitRule const* rule;
        platform::LimitDecision decision;
    };

    void mark_policies(Response& response) const;

    std::vector<Entry> entries_;
    std::size_t tightest_ = 0;
    bool refused_ = false;
};

// Who is counted: "agent:<id>" for those who are known, otherwise the network (a whole address for
// IPv4, the first 64 bits for IPv6, which is what one subscriber has).
std::string network_of(Context const& context);
std::string caller_of(Context const& context);

// The general limits and those an endpoint declares. Safe to use from any thread.
class RequestLimits {
   public:
    RequestLimits(RequestQuotas quotas, platform::ExactRateLimiter& limiter);

    // Every request that names no valid credential.
    void count_network(Context const& context, LimitReport& report) const;
    // Notes it if the network may make no further request without a credential; counts nothing.
    void look_at_network(Context const& context, LimitReport& report) const;
    // Every request of a known caller.
    void count_caller(Context const& context, LimitReport& report) const;
    // What the endpoint adds. On a worker the count is exact over all nodes, and may wait for that.
    enum class Where : unsigned char { io_thread, worker };
    void count_endpoint(
        Endpoint const& endpoint, Context const& context, Where where, LimitReport& report
    ) const;

   private:
    platform::LimitRule const& rule_of(Tier tier) const;
    void take(
        platform::LimitRule const& rule,
        std::string_view principal,
        Timestamp now,
        LimitReport& report
    ) const;

    platform::LimitRule network_;
    platform::LimitRule free_;
    platform::LimitRule pro_;
    platform::LimitRule enterprise_;
    platform::ExactRateLimiter& limiter_;
};

}  // namespace upbeat::http

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::voting {

// How many votes a voter may cast in a UTC hour and in a UTC day; nothing means unlimited.
struct VoteQuota {
    std::optional<std::int64_t> per_hour{};
    std::optional<std::int64_t> per_day{};

    bool operator==(VoteQuota const&) const = default;
};

// The quotas of a deployment. The defaults are the product's; a day's figures are configurable.
struct QuotaTable {
    VoteQuota free{20, 100};
    VoteQuota pro{200, 1000};
    VoteQuota enterprise{};
    std::int64_t network_per_day = 500;

    VoteQuota const& of(Tier tier) const;
};

// How many votes fell into the running UTC hour and day.
struct QuotaUsage {
    std::int64_t this_hour = 0;
    std::int64_t today = 0;

    bool operator==(QuotaUsage const&) const = default;
};

enum class QuotaWindow : unsigned char { hour, day };

struct QuotaRefusal {
    QuotaWindow window;
    std::int64_t limit;
    std::chrono::seconds retry_after;  // to the end of the window, rounded up
};

// Nothing if one more vote is allowed. A full day is reported before a full hour.
std::optional<QuotaRefusal> refusal(VoteQuota const& quota, QuotaUsage usage, Timestamp now);

constexpr std::int32_t day_of(Timestamp at)
{
    return static_cast<std::int32_t>(
        std::chrono::floor<std::chrono::days>(at).time_since_epoch().count()
    );
}

std::chrono::seconds until_next_hour(Timestamp now);
std::chrono::seconds until_next_day(Timestamp now);

}  // namespace upbeat::voting

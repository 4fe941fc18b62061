#include <upbeat/domain/voting/chart.hpp>

namespace upbeat::voting {

std::optional<Period> parse_period(std::string_view word)
{
    for (auto const period : {Period::daily, Period::weekly, Period::monthly, Period::alltime}) {
        if (to_word(period) == word) {
            return period;
        }
    }
    return std::nullopt;
}

std::string_view to_word(Period period)
{
    switch (period) {
        case Period::daily: return "daily";
        case Period::weekly: return "weekly";
        case Period::monthly: return "monthly";
        case Period::alltime: return "alltime";
    }
    return "alltime";
}

Hour hours_in(Period period)
{
    switch (period) {
        case Period::daily: return 24;
        case Period::weekly: return 7 * 24;
        case Period::monthly: return 30 * 24;
        case Period::alltime: return 0;
    }
    return 0;
}

}  // namespace upbeat::voting

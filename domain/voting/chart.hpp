#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/hourly_cells.hpp>

namespace upbeat::voting {

// Rolling windows that end now and begin at a full hour: 24, 168 and 720 hours with the running
// one.
enum class Period : unsigned char { daily = 0, weekly = 1, monthly = 2, alltime = 3 };

std::optional<Period> parse_period(std::string_view word);
std::string_view to_word(Period period);
// 0 for alltime.
Hour hours_in(Period period);

// The three orders that lists can have. All ties are broken by the order of `top`: weighted score,
// raw score, votes (all falling), then the older item, then the smaller id.
enum class Order : unsigned char { top, trending, votes };

inline constexpr std::int64_t kDefaultMinVotes = 50;
inline constexpr std::size_t kChartSize = 50;

struct ChartFilter {
    std::optional<ItemKind> kind{};
    std::optional<std::string> genre{};  // or a tool's category; exactly
    std::size_t limit = kChartSize;
    std::int64_t min_votes = kDefaultMinVotes;  // verified votes within the period
};

struct ChartRow {
    ItemNum item{};
    ItemKind kind = ItemKind::track;
    std::int64_t rank = 0;  // counted from 1 within this chart
    WindowTally votes{};    // of the period
    std::int64_t alltime_score = 0;
    bool provisional = false;  // has fewer than min_votes

    bool operator==(ChartRow const&) const = default;
};

// Items that reach min_votes come first; if 50 do, nobody else is listed.
struct ChartTable {
    Period period = Period::alltime;
    std::vector<ChartRow> rows{};
    std::int64_t min_votes = kDefaultMinVotes;
    std::int64_t qualified = 0;               // items that reach min_votes, counted up to 50
    std::optional<Timestamp> window_start{};  // alltime has none
};

struct TrendingRow {
    ItemNum item{};
    ItemKind kind = ItemKind::track;
    std::int64_t rank = 0;
    WindowTally votes{};     // all time
    std::int64_t trend = 0;  // change of the raw score within 24 hours
    std::optional<std::int64_t> rank_change{
    };  // rank 24 hours ago minus rank; none if unvoted then

    bool operator==(TrendingRow const&) const = default;
};

}  // namespace upbeat::voting

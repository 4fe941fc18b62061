#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <upbeat/domain/voting/chart_history.hpp>

namespace upbeat::voting {

// The rules that make an order, each of which can be thought away.
enum class ChartRule : unsigned char {
    reputation,  // without it every registered vote counts one
    halving,     // a flagged voter's votes count half; without it they count whole
    guests,      // guests weigh nothing; without it they weigh what a new agent does
    set_aside,   // quarantined and voided votes are out; without it they count
    min_votes,   // items with few votes follow behind; without it they do not
    decay,       // of trending alone: votes fade
    counts,      // everything but up minus down
    wilson,      // everything, in favour of the lower Wilson bound (95 %) of the share of ups
};
inline constexpr std::size_t kChartRules = 8;
std::string_view to_word(ChartRule rule);

// What set an item behind the one above it.
enum class TieBreaker : unsigned char {
    min_votes,
    trending,
    weighted_score,
    score,
    total_votes,
    age,  // or the id, for two of one instant
};
std::string_view to_word(TieBreaker decided);

struct CensusLine {
    ItemNum item{};
    ItemKind kind = ItemKind::track;
    std::int64_t rank = 0;
    WindowTally votes{};    // of the period; all time for trending
    double trending = 0;    // in votes of full weight cast in the running hour
    bool qualified = true;  // has the votes that the chart asks for
};

// A whole chart as it stood at one instant, with what it would be without each of its rules. Made
// in one pass over the votes and two sorts of the items; 130 bytes an item. Needs the history only
// while it is made. Immutable.
class ChartCensus {
   public:
    struct Question {
        std::optional<Period> period{};  // none: trending
        std::optional<ItemKind> kind{};  // none: songs and tools together
        std::int64_t min_votes = kDefaultMinVotes;
        Timestamp at{};
    };

    ChartCensus(ChartHistory const& history, Question const& question);

    std::size_t size() const { return items_.size(); }
    std::int64_t qualified() const { return qualified_; }
    std::optional<CensusLine> find(ItemNum item) const;
    // Ranks count from 1; the rank must be one of the chart.
    CensusLine at(std::int64_t rank) const;
    // Where the item would stand without the rule; nothing where the rule has no part in the chart.
    std::optional<std::int64_t> rank_without(ChartRule rule, std::int64_t rank) const;
    // Of two neighbours, the upper one's rank given.
    TieBreaker decided(std::int64_t upper) const;

   private:
    enum Sum : std::size_t { kEqual, kWhole, kWithGuests, kWithAside, kSums };

    struct Counted {
        ItemNum item{};
        std::uint32_t place = 0;
        std::uint32_t age = 0;  // its place among the items by age, the oldest first
        ItemKind kind = ItemKind::track;
        bool qualified = true;
        WindowTally votes{};
        double trending = 0;
        std::array<double, kSums> sums{};
    };
    struct Cell;

    void count(ChartHistory const& history, HourFactors const& factors, std::uint32_t place);
    void order(ChartHistory const& history);
    double value(ChartRule rule, Counted const& item) const;
    bool precedes(Counted const& a, Counted const& b) const;

    Question question_;
    std::int64_t qualified_ = 0;
    std::vector<Counted> items_;
    std::unordered_map<ItemNum, std::int64_t> ranks_;
};

}  // namespace upbeat::voting

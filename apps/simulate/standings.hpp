#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include <upbeat/apps/simulate/history.hpp>
#include <upbeat/domain/voting/voting_projection.hpp>

namespace upbeat::apps::simulation {

// The charts that an attack may aim at.
enum class ChartName : unsigned char { trending, daily, weekly, monthly, alltime };
inline constexpr std::size_t kCharts = 5;
std::string_view to_word(ChartName chart);

// Ways to rank the same votes: ours, up minus down, and the lower bound of Wilson's 95 % interval
// for the share of up votes. The latter two count every vote of a registered agent fully.
enum class RankedBy : unsigned char { upbeat, counts, wilson };
inline constexpr std::size_t kRankings = 3;

using Ranks = std::array<std::int64_t, kCharts>;

// The rank of a track in each of our charts, as the server would show them. Beyond the fifty lines
// of a chart the rank is counted from the weighted scores. Tracks only.
Ranks upbeat_ranks(voting::VotingProjection const& projection, ItemNum track);

// What plain counting would have made of the same votes.
class PlainCharts {
   public:
    struct Votes {
        double up = 0;
        double down = 0;
    };
    // Of each track, in each chart; one that does not exist yet has no votes.
    using Table = std::vector<std::array<Votes, kCharts>>;

    explicit PlainCharts(History const& history);

    void count(SimulatedVote const& vote);
    Table table(Timestamp now) const;
    // A track's ranks in such a table; `by` is counts or wilson.
    static Ranks ranks(Table const& table, RankedBy by, std::uint32_t track);

   private:
    struct Heard {
        std::vector<std::uint32_t> up{};  // by hour since the begin
        std::vector<std::uint32_t> down{};
        double decayed_up = 0;  // as our trending, unweighted, relative to the begin
        double decayed_down = 0;
    };

    std::size_t hour(Timestamp at) const;
    Votes votes(std::size_t track, ChartName chart, Timestamp now) const;

    History const& history_;
    std::size_t hours_;
    std::vector<Heard> heard_;
};

}  // namespace upbeat::apps::simulation

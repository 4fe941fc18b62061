#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <upbeat/domain/voting/charts.hpp>

namespace upbeat::voting {

// Which of a period's keys to walk over.
enum class Section : unsigned char { qualified, others, both };

// Walks the items of one or both kinds in the pure order of a period, merging sorted runs: a set
// holds two of them, the items that reach the usual number of votes and the others.
class ChartWalk {
   public:
    ChartWalk(
        Charts const& charts,
        ItemTable const& items,
        Period period,
        std::optional<ItemKind> kind,
        Section section
    );

    // The next slot, or nothing at the end.
    std::optional<Slot> next();

    // How many of a set's keys reach the usual number of votes.
    static std::size_t qualified(RankedSet const& set);
    // The key as it counts in the pure order.
    static RankKey pure(RankKey key);

   private:
    struct Run {
        RankedSet::Cursor at;
        std::size_t left;
    };

    void add(RankedSet const& set, Section section);

    Charts::Ties ties_;
    std::vector<Run> runs_;
};

}  // namespace upbeat::voting

#pragma once

#include <cstddef>
#include <cstdint>
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
    // The bit of a key's major that sets the first run apart.
    static constexpr std::uint64_t kQualified = std::uint64_t{1} << 63U;

    ChartWalk(
        Charts const& charts,
        ItemTable const& items,
        Period period,
        std::optional<ItemKind> kind,
        Section section
    );
    ChartWalk(ChartWalk const&) = delete;
    ChartWalk& operator=(ChartWalk const&) = delete;

    // The next slot, or nothing at the end.
    std::optional<Slot> next();

    // The key as it counts in the pure order.
    static RankKey pure(RankKey key)
    {
        key.major &= ~kQualified;
        return key;
    }

   private:
    struct Run {
        RankedSet::Cursor at;
        std::size_t left;
    };

    void add(RankedSet const& set, Section section);

    OrderView view_;
    std::vector<Run> runs_;
};

}  // namespace upbeat::voting

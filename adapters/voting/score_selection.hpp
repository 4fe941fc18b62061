#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <upbeat/application/voting/score_feed.hpp>

namespace upbeat::voting {

// Which of the feed one client wants.
struct ScoreSelection {
    // Selections without items fall into this many groups, whose members are sent the same.
    static constexpr std::size_t kGroups = 12;

    std::optional<ItemKind> kind{};
    std::optional<std::vector<ItemNum>> items{};  // sorted; none: all
    bool trending = false;
    bool top = false;

    bool wants_charts() const { return trending || top; }
    bool accepts(ItemKind item_kind, ItemNum item) const;
    bool accepts(ChartOrder const& order) const;
    std::size_t group() const;
};

}  // namespace upbeat::voting

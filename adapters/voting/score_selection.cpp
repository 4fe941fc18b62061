#include <upbeat/adapters/voting/score_selection.hpp>

#include <algorithm>

namespace upbeat::voting {

bool ScoreSelection::accepts(ItemKind item_kind, ItemNum item) const
{
    return (!kind || *kind == item_kind) && (!items || std::ranges::binary_search(*items, item));
}

bool ScoreSelection::accepts(ChartOrder const& order) const
{
    if (order.chart == FeedChart::top) {
        return top;
    }
    return trending && (!kind || *kind == order.kind);
}

std::size_t ScoreSelection::group() const
{
    auto const kinds = kind ? 1 + static_cast<std::size_t>(*kind) : 0;
    return kinds * 4 + (trending ? 2U : 0U) + (top ? 1U : 0U);
}

}  // namespace upbeat::voting

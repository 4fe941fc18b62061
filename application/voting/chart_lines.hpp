#pragma once

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include <upbeat/application/voting/item_cards.hpp>

namespace upbeat::voting {

// Rows of a chart with their items' cards, in the same order.
template <class Line, class Row>
std::vector<Line> with_cards(ItemCards& cards, std::vector<Row> rows)
{
    std::vector<ItemNum> numbers;
    std::ranges::transform(rows, std::back_inserter(numbers), &Row::item);
    auto faces = cards.cards(numbers);
    std::vector<Line> lines;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        lines.push_back({std::move(rows[i]), std::move(faces[i])});
    }
    return lines;
}

}  // namespace upbeat::voting

#include <upbeat/domain/voting/ranked_set.hpp>

// How the blocks of a ranked set stand in order, and how many members come before each.
namespace upbeat::voting {

void RankedSet::insert_block(std::size_t position, RankKey const& bound)
{
    auto const at = static_cast<std::ptrdiff_t>(position);
    auto id = static_cast<std::uint32_t>(blocks_.size());
    if (free_.empty()) {
        blocks_.emplace_back();
        if (sorted_) {
            kept_.emplace_back();
        }
        place_.push_back(0);
        sizes_.push_back(0);
    } else {
        id = free_.back();
        free_.pop_back();
    }
    order_.insert(order_.begin() + at, id);
    bounds_.insert(bounds_.begin() + at, bound);
    majors_.insert(majors_.begin() + at, bound.major);
    place_[id] = static_cast<std::uint32_t>(position);
}

void RankedSet::erase_block(std::size_t position)
{
    auto const at = static_cast<std::ptrdiff_t>(position);
    sizes_[order_[position]] = 0;
    free_.push_back(order_[position]);
    order_.erase(order_.begin() + at);
    bounds_.erase(bounds_.begin() + at);
    majors_.erase(majors_.begin() + at);
}

// After blocks came or went at or behind `from`.
void RankedSet::renumber(std::size_t from)
{
    for (auto position = from; position < order_.size(); ++position) {
        place_[order_[position]] = static_cast<std::uint32_t>(position);
    }
    counts_.assign(order_.size(), 0);
    for (std::size_t i = 0; i < order_.size(); ++i) {
        counts_[i] += sizes_[order_[i]];
        if (auto const parent = i | (i + 1); parent < order_.size()) {
            counts_[parent] += counts_[i];
        }
    }
}

void RankedSet::count(std::size_t position, int change)
{
    for (auto node = position; node < counts_.size(); node |= node + 1) {
        counts_[node] += static_cast<std::uint32_t>(change);
    }
}

std::size_t RankedSet::members_before(std::size_t position) const
{
    std::size_t sum = 0;
    for (auto node = position; node > 0; node &= node - 1) {
        sum += counts_[node - 1];
    }
    return sum;
}

// Descends the Fenwick tree to the block that holds the place, and makes the place one within it.
std::size_t RankedSet::find(std::size_t& place) const
{
    std::size_t position = 0;
    auto step = std::size_t{1};
    while (step * 2 <= counts_.size()) {
        step *= 2;
    }
    for (; step > 0; step /= 2) {
        auto const next = position + step;
        if (next <= counts_.size() && counts_[next - 1] <= place) {
            position = next;
            place -= counts_[next - 1];
        }
    }
    return position;
}

}  // namespace upbeat::voting

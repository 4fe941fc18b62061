#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/item.hpp>

namespace upbeat::catalog {

// What the votes say about one item, at this moment.
struct VoteNumbers {
    std::int64_t up = 0;
    std::int64_t down = 0;
    std::int64_t abstain = 0;
    std::int64_t score = 0;           // up - down, guest votes included
    std::int64_t weighted_score = 0;  // in ten-thousandths
    std::int64_t weight_sum = 0;      // of the up and down votes of agents, in ten-thousandths
    std::int64_t weighed = 0;         // how many those are: guests weigh nothing
    std::int64_t rank = 0;            // all-time, from 1, among its kind; 0 while it has none

    std::int64_t total() const { return up + down; }
    // The mean weight of a vote that weighs, 0..1; nothing before the first.
    std::optional<double> mean_weight() const
    {
        if (weighed == 0) {
            return std::nullopt;
        }
        return static_cast<double>(weight_sum) / 10'000.0 / static_cast<double>(weighed);
    }

    bool operator==(VoteNumbers const&) const = default;
};

enum class StandingOrder : unsigned char { top, trending, votes };

// What the catalogue asks voting. Safe to call from any thread, never blocks on storage.
class Standings {
   public:
    virtual ~Standings() = default;

    virtual VoteNumbers numbers(ItemNum item) const = 0;
    virtual std::vector<VoteNumbers> numbers(std::vector<ItemNum> const& items) const = 0;

    // Best first; items without votes keep a stable order at the end.
    virtual void sort(std::vector<ItemNum>& items, StandingOrder order) const = 0;

    // The items at the places [offset, offset + count) of all live items of a kind.
    virtual std::vector<ItemNum> slice(
        ItemKind kind, StandingOrder order, std::size_t offset, std::size_t count
    ) const = 0;
};

}  // namespace upbeat::catalog

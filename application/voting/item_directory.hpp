#pragma once

#include <functional>

#include <upbeat/domain/voting/item_facts.hpp>

namespace upbeat::voting {

// Where voting learns at start which items there are. Later changes reach VotingState as events.
// Safe to call from any thread.
class ItemDirectory {
   public:
    virtual ~ItemDirectory() = default;

    // Every item, hidden and removed ones too, in any order; streams.
    virtual void each(std::function<void(ItemFacts const&)> const& visit) = 0;
};

}  // namespace upbeat::voting

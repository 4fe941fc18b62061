#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/tally.hpp>

namespace upbeat::voting {

struct ItemStanding {
    ItemNum num{};
    ItemKind kind = ItemKind::track;
    Tally tally{};
    std::optional<std::int64_t> rank{};      // all time, among live items of the kind
    std::optional<double> average_weight{};  // of verified votes; none without one
    std::uint32_t version = 0;               // rises with each vote of the item
};

// What votes amount to for one item. Memory only; sees every vote that was acknowledged before.
// Thread-safe.
class GetItemStanding {
   public:
    explicit GetItemStanding(VotingState const& state) : state_{state} {}

    Result<ItemStanding> execute(ItemKind kind, std::string_view item_id) const;
    std::optional<ItemStanding> execute(ItemNum item) const;

   private:
    VotingState const& state_;
};

}  // namespace upbeat::voting

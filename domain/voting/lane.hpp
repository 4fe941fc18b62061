#pragma once

#include <cstdint>

#include <upbeat/domain/kernel/ids.hpp>

namespace upbeat::voting {

// The number of lanes is part of every stored key: it never changes.
inline constexpr std::int64_t kLanes = 64;

// The lane of an item, 0..63; the first column of the ledger's key, by which it can be distributed.
constexpr std::int16_t lane_of(ItemNum item)
{
    auto const remainder = item.value % kLanes;
    return static_cast<std::int16_t>(remainder < 0 ? remainder + kLanes : remainder);
}

}  // namespace upbeat::voting

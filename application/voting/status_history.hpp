#pragma once

#include <cstdint>
#include <vector>

#include <upbeat/domain/voting/item_facts.hpp>

namespace upbeat::voting {

// From an instant on an item was live, hidden or removed. An item without any was live from its
// publication on.
struct StatusChange {
    std::int64_t number = 0;  // tells changes apart and orders those of one instant
    ItemNum item{};
    Timestamp at{};
    ItemStatus status = ItemStatus::live;

    bool operator==(StatusChange const&) const = default;
};

// Where voting learns which items were shown when. Safe to call from any thread.
class StatusHistory {
   public:
    virtual ~StatusHistory() = default;

    // The changes from an instant on, in order of time.
    virtual std::vector<StatusChange> since(Timestamp instant) = 0;
};

}  // namespace upbeat::voting

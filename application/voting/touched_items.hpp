#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <utility>
#include <vector>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/slot_index.hpp>

namespace upbeat::voting {

// Which items' votes have changed, each named once however often it changed. A bit an item and 4
// bytes for each that has changed; noting takes a few nanoseconds. Whoever shares it locks.
class TouchedItems {
   public:
    struct Batch {
        std::vector<Slot> slots{};  // in the order of their first change
        Timestamp newest{};         // of the ledger entries that changed them
    };

    void note(Slot slot, Timestamp at)
    {
        if (slot >= marked_.size()) {
            marked_.resize(std::max<std::size_t>(slot + 1, marked_.size() * 2));
        }
        batch_.newest = std::max(batch_.newest, at);
        if (!marked_[slot]) {
            marked_[slot] = true;
            batch_.slots.push_back(slot);
            empty_.store(false, std::memory_order_relaxed);
        }
    }

    Batch take()
    {
        for (auto const slot : batch_.slots) {
            marked_[slot] = false;
        }
        empty_.store(true, std::memory_order_relaxed);
        return std::exchange(batch_, {});
    }

    // May be asked without a lock; what is noted meanwhile is seen the next time.
    bool empty() const { return empty_.load(std::memory_order_relaxed); }

   private:
    std::vector<bool> marked_;
    Batch batch_;
    std::atomic<bool> empty_{true};
};

}  // namespace upbeat::voting

#pragma once

#include <bit>
#include <cstdint>

#include <upbeat/domain/voting/slot_index.hpp>

namespace upbeat::voting {

// Folds numbers, in order, into 64 bits that two different states hardly share. Not for secrets.
class Digest {
   public:
    Digest& add(std::uint64_t value)
    {
        state_ = SlotIndex::mix(state_ ^ (value + 0x9e3779b97f4a7c15U + (state_ << 6U)));
        return *this;
    }
    Digest& add(std::int64_t value) { return add(static_cast<std::uint64_t>(value)); }
    Digest& add(std::uint32_t value) { return add(std::uint64_t{value}); }
    Digest& add(std::int32_t value) { return add(std::int64_t{value}); }
    Digest& add(double value) { return add(std::bit_cast<std::uint64_t>(value)); }

    std::uint64_t value() const { return state_; }

   private:
    std::uint64_t state_ = 0x243f6a8885a308d3U;
};

}  // namespace upbeat::voting

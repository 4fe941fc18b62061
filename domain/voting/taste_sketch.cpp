#include <upbeat/domain/voting/taste_sketch.hpp>

#include <algorithm>

#include <upbeat/domain/voting/digest.hpp>

namespace upbeat::voting {

void TasteSketch::add(ItemNum item)
{
    auto const hash = SlotIndex::mix(static_cast<std::uint64_t>(item.value) ^ 0x7a57e5ce7c4ULL);
    auto const value = std::min<std::uint64_t>((hash >> 5U) & 0xFFFFU, kEmpty - 1U);
    auto& least = least_[hash & 31U];
    least = std::min(least, static_cast<std::uint16_t>(value));
}

bool TasteSketch::empty() const
{
    return std::ranges::all_of(least_, [](auto least) { return least == kEmpty; });
}

int TasteSketch::alike(TasteSketch const& other) const
{
    int used = 0;
    int same = 0;
    for (std::size_t i = 0; i < least_.size(); ++i) {
        if (least_[i] != kEmpty || other.least_[i] != kEmpty) {
            ++used;
            same += least_[i] == other.least_[i] ? 1 : 0;
        }
    }
    return used == 0 ? 0 : 100 * same / used;
}

std::uint32_t TasteSketch::bits() const
{
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < least_.size(); ++i) {
        bits |= (least_[i] & 1U) << i;
    }
    return bits;
}

std::uint64_t TasteSketch::digest() const
{
    Digest digest;
    for (auto const least : least_) {
        digest.add(std::uint32_t{least});
    }
    return digest.value();
}

}  // namespace upbeat::voting

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <upbeat/domain/voting/ranked_set.hpp>

namespace upbeat::voting {

// An open-addressed index from a hash to slots: 4 bytes a place, at most two thirds full, so that a
// million ids cost 8 MB where a hash map of strings costs ten times that. The keys stay with the
// slots; the caller compares and hashes. Nothing is ever erased.
class SlotIndex {
   public:
    // same(slot) says whether that slot has the wanted key.
    template <class Same>
    std::optional<Slot> find(std::uint64_t hash, Same&& same) const
    {
        if (places_.empty()) {
            return std::nullopt;
        }
        for (auto place = hash & mask();; place = (place + 1) & mask()) {
            auto const held = places_[place];
            if (held == kFree) {
                return std::nullopt;
            }
            if (same(held)) {
                return held;
            }
        }
    }

    // The key must not be there yet; hash_of(slot) is asked again when the index grows.
    template <class HashOf>
    void insert(Slot slot, HashOf&& hash_of)
    {
        if ((size_ + 1) * 3 > places_.size() * 2) {
            grow(hash_of);
        }
        place(slot, hash_of(slot));
        ++size_;
    }

    // A mixer for keys that are numbers in sequence.
    static constexpr std::uint64_t mix(std::uint64_t x)
    {
        x ^= x >> 30U;
        x *= 0xbf58476d1ce4e5b9U;
        x ^= x >> 27U;
        x *= 0x94d049bb133111ebU;
        return x ^ (x >> 31U);
    }

   private:
    static constexpr Slot kFree = 0xffff'ffffU;

    std::uint64_t mask() const { return places_.size() - 1; }

    void place(Slot slot, std::uint64_t hash)
    {
        auto at = hash & mask();
        while (places_[at] != kFree) {
            at = (at + 1) & mask();
        }
        places_[at] = slot;
    }

    template <class HashOf>
    void grow(HashOf& hash_of)
    {
        auto const held = std::move(places_);
        places_.assign(held.empty() ? 16 : held.size() * 2, kFree);
        for (auto const slot : held) {
            if (slot != kFree) {
                place(slot, hash_of(slot));
            }
        }
    }

    std::vector<Slot> places_;
    std::size_t size_ = 0;
};

}  // namespace upbeat::voting

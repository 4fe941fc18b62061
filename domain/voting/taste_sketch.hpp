#pragma once

#include <array>
#include <cstdint>

#include <upbeat/domain/kernel/ids.hpp>

namespace upbeat::voting {

// Which items an agent voted on, in 64 bytes: enough to tell whether two agents vote on nearly the
// same ones. One-permutation min-hashing: each item falls into one of 32 buckets by its hash, and a
// bucket keeps the least of its hashes. Deterministic, of no order; O(1) an item. A vote that is
// withdrawn stays in it.
class TasteSketch {
   public:
    TasteSketch() { least_.fill(kEmpty); }

    void add(ItemNum item);
    bool empty() const;
    // How alike the two sets are, 0..100: an estimate of what they share of what either holds
    // (Jaccard), with a standard error of about 7 points for sets of 30 and more, 10 for smaller.
    int alike(TasteSketch const& other) const;

    // One bit of each bucket: sketches that are alike agree in most of them, others in half.
    std::uint32_t bits() const;

    // Calls step(number) for each of its numbers: to write it down, or to read it back.
    template <class Sketch, class Step>
    static void each_number(Sketch& sketch, Step&& step)
    {
        for (auto& least : sketch.least_) {
            step(least);
        }
    }

    std::uint64_t digest() const;
    bool operator==(TasteSketch const&) const = default;

   private:
    static constexpr std::uint16_t kEmpty = 0xFFFF;

    std::array<std::uint16_t, 32> least_;
};

}  // namespace upbeat::voting

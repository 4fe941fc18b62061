#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace upbeat::voting {

// The place of an item in a projection's tables; never leaves the process.
using Slot = std::uint32_t;

// Larger `major` comes first, then larger `minor`, `total` and `age`, then what the caller's
// TieBreak says. What is in the key is compared without a look at the item, which would cost cache
// misses: many items have no votes at all and differ by nothing but their age. 24 bytes.
struct RankKey {
    std::uint64_t major = 0;
    std::int32_t minor = 0;
    std::uint32_t total = 0;
    std::uint32_t age = 0;
    Slot slot = 0;

    bool operator==(RankKey const&) const = default;
};

// Whether slot a stands before slot b when their keys are equal. Must be a strict total order.
struct TieBreak {
    void const* context = nullptr;
    bool (*precedes)(void const* context, Slot a, Slot b) = nullptr;

    bool before(RankKey const& a, RankKey const& b) const
    {
        if (a.major != b.major) {
            return a.major > b.major;
        }
        if (a.minor != b.minor) {
            return a.minor > b.minor;
        }
        if (a.total != b.total) {
            return a.total > b.total;
        }
        if (a.age != b.age) {
            return a.age > b.age;
        }
        return a.slot != b.slot && precedes(context, a.slot, b.slot);
    }
};

// An ordered set that knows ranks: insert, erase, rank and select in O(log n) with a handful of
// cache misses. Two levels: sorted blocks of at most 128 keys below a directory of first keys and
// counts, which at a million keys is several times faster than a tree of single nodes and takes
// 24 bytes a key in a full block (about 32 in practice). Not thread-safe.
class RankedSet {
   public:
    void insert(RankKey key, TieBreak tie);
    // The key must be the very one that was inserted; false if it is not there.
    bool erase(RankKey const& key, TieBreak tie);
    // Replaces everything at once; sorts.
    void assign(std::vector<RankKey> keys, TieBreak tie);
    void clear();

    std::size_t size() const { return size_; }
    // How many keys come before this one, which need not be in the set.
    std::size_t rank(RankKey const& key, TieBreak tie) const;
    // How many keys have at least this major.
    std::size_t count_at_least(std::uint64_t major) const;
    // The key at a place counted from 0; the place must exist.
    RankKey const& at(std::size_t place) const;

    // A walk in order, valid until the set changes.
    class Cursor {
       public:
        bool done() const { return block_ >= set_->blocks_.size(); }
        RankKey const& key() const { return set_->blocks_[block_][offset_]; }
        void next()
        {
            if (++offset_ == set_->blocks_[block_].size()) {
                ++block_;
                offset_ = 0;
            }
        }

       private:
        friend class RankedSet;
        Cursor(RankedSet const& set, std::size_t block, std::size_t offset)
            : set_{&set}, block_{block}, offset_{offset}
        {
        }

        RankedSet const* set_;
        std::size_t block_;
        std::size_t offset_;
    };

    // From a place counted from 0; done at once beyond the end.
    Cursor from(std::size_t place) const;

   private:
    using Block = std::vector<RankKey>;

    std::size_t block_for(RankKey const& key, TieBreak tie) const;
    std::size_t keys_before(std::size_t block) const;
    void split(std::size_t block);
    void shrink(std::size_t block);
    void recount();
    void count(std::size_t block, int change);

    std::vector<Block> blocks_;
    std::vector<RankKey> firsts_;
    std::vector<std::uint32_t> counts_;  // a Fenwick tree over the blocks' sizes
    std::size_t size_ = 0;
};

}  // namespace upbeat::voting

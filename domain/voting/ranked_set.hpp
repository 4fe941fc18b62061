#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <span>
#include <vector>

namespace upbeat::voting {

// The place of an item in a projection's tables; never leaves the process.
using Slot = std::uint32_t;

// Where an item stands in an order: larger `major` comes first, then larger `second`, `score` and
// `total`, then the smaller `age`; what is left is for RankSource::precedes.
struct RankKey {
    std::uint64_t major = 0;
    std::int64_t second = 0;
    std::int32_t score = 0;
    std::uint32_t total = 0;
    std::int64_t age = 0;
    Slot slot = 0;

    bool operator==(RankKey const&) const = default;
};

// What a set asks about its members, whose keys it does not keep.
struct RankSource {
    void const* context = nullptr;
    // The key of a member by what is known of it now.
    RankKey (*key)(void const* context, Slot slot) = nullptr;
    // Whether slot a stands before slot b when their keys are equal. A strict total order that
    // never changes for any two slots.
    bool (*precedes)(void const* context, Slot a, Slot b) = nullptr;

    bool before(RankKey const& a, RankKey const& b) const
    {
        if (a.major != b.major) {
            return a.major > b.major;
        }
        if (a.second != b.second) {
            return a.second > b.second;
        }
        if (a.score != b.score) {
            return a.score > b.score;
        }
        if (a.total != b.total) {
            return a.total > b.total;
        }
        if (a.age != b.age) {
            return a.age < b.age;
        }
        return a.slot != b.slot && precedes(context, a.slot, b.slot);
    }
};

// An order over slots that knows ranks, in blocks of at most 256 slots; the blocks stand in order.
// Coarse blocks are not sorted: a member whose key moves within its block costs nothing, one that
// moves to another block costs a search through the blocks' bounds and two writes, and a member
// takes 4 bytes in a block (about 6 in practice) and 4 that say which block. Reading sorts the
// blocks that it reaches. Sorted blocks keep their members' majors too, 8 bytes a place: a change
// costs about 0.2 us, and the rank of a member is known without a look at any other.
// Not thread-safe; reading does not change it.
//
// Whoever changes what a member's key is made of tells by update() before anything is read. If
// several change at once, those of a set of coarse blocks may be updated in any order; from one of
// sorted blocks all of them are removed first.
class RankedSet {
   public:
    enum class Blocks : unsigned char { coarse, sorted };

    // Blocks never span the keys at and below `fence`, so that count_from(fence) is cheap.
    explicit RankedSet(std::uint64_t fence = 0, Blocks blocks = Blocks::coarse)
        : fence_{fence}, sorted_{blocks == Blocks::sorted}
    {
    }

    // Puts a slot where its key says; one that is new goes in.
    void update(RankKey const& key, RankSource const& source);
    // False if it was not in.
    bool remove(Slot slot);
    bool contains(Slot slot) const { return slot < home_.size() && home_[slot] != kNowhere; }
    // Replaces everything at once; sorts.
    void assign(std::vector<RankKey> keys, RankSource const& source);
    void clear();

    std::size_t size() const { return size_; }
    // How many members come before this key, which need not be one's.
    std::size_t rank(RankKey const& key, RankSource const& source) const;
    // How many come before this member. For sets of sorted blocks.
    std::size_t rank_of(Slot slot) const;
    // How many have at least this major.
    std::size_t count_from(std::uint64_t major, RankSource const& source) const;
    // The member at a place counted from 0; the place must exist.
    RankKey at(std::size_t place, RankSource const& source) const;

    // A walk in order, valid until the set changes. Sorts block by block as it goes.
    class Cursor {
       public:
        bool done() const { return offset_ >= keys_.size(); }
        RankKey const& key() const { return keys_[offset_]; }
        void next()
        {
            if (++offset_ == keys_.size()) {
                load(position_ + 1);
            }
        }

       private:
        friend class RankedSet;
        Cursor(RankedSet const& set, RankSource const& source) : set_{&set}, source_{source} {}
        void load(std::size_t position);

        RankedSet const* set_;
        RankSource source_;
        std::vector<RankKey> keys_{};
        std::size_t position_ = 0;
        std::size_t offset_ = 0;
    };

    // From a place counted from 0; done at once beyond the end.
    Cursor from(std::size_t place, RankSource const& source) const;

    // What the set has allocated.
    std::size_t bytes() const;

   private:
    static constexpr std::size_t kBlock = 256;
    static constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

    using Block = std::array<Slot, kBlock>;
    using Majors = std::array<std::uint64_t, kBlock>;

    bool covers(std::size_t position, RankKey const& key, RankSource const& source) const;
    std::size_t position_for(RankKey const& key, RankSource const& source) const;
    std::size_t members_before(std::size_t position) const;
    std::size_t find(std::size_t& place) const;
    std::vector<RankKey> keys_of(std::size_t position, RankSource const& source) const;
    std::size_t place_within(std::uint32_t id, RankKey const& key, RankSource const& source) const;
    void append(std::size_t position, RankKey const& key);
    void insert(std::size_t position, RankKey const& key, RankSource const& source);
    std::size_t index_in(std::uint32_t id, Slot slot) const;
    void begin();
    void drop_pending(
        std::size_t position, std::span<RankKey const> keys, RankSource const& source
    );
    void split(std::size_t position, RankSource const& source);
    void join_thin(std::size_t position);
    bool join_next(std::size_t position);
    void insert_block(std::size_t position, RankKey const& bound);
    void erase_block(std::size_t position);
    void renumber(std::size_t from);
    void count(std::size_t position, int change);
    std::span<Slot const> members(std::size_t position) const
    {
        return {blocks_[order_[position]].data(), sizes_[order_[position]]};
    }

    std::uint64_t fence_;
    bool sorted_;
    std::deque<Block> blocks_;           // by id; ids are used again
    std::deque<Majors> kept_;            // by id, the members' in their order, if sorted
    std::vector<std::uint32_t> free_;    // ids
    std::vector<std::uint32_t> place_;   // position by id
    std::vector<std::uint32_t> sizes_;   // by id
    std::vector<std::uint32_t> home_;    // id by slot
    std::vector<std::uint32_t> order_;   // id by position
    std::vector<RankKey> bounds_;        // by position: no member's key comes before it
    std::vector<std::uint64_t> majors_;  // of the bounds, packed for the search
    std::vector<std::uint32_t> counts_;  // a Fenwick tree over the blocks' sizes, by position
    std::size_t size_ = 0;
};

}  // namespace upbeat::voting

#include <upbeat/domain/voting/ranked_set.hpp>

#include <algorithm>
#include <cassert>
#include <functional>

namespace upbeat::voting {
namespace {

constexpr std::size_t kFilled = 192;  // a block made by assign() has room to grow

// Comes before every key of this major and below.
RankKey first_of(std::uint64_t major)
{
    return {
        major,
        std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int32_t>::max(),
        std::numeric_limits<std::uint32_t>::max(),
        std::numeric_limits<std::int64_t>::min(),
        0
    };
}

RankKey first_of_all()
{
    return first_of(std::numeric_limits<std::uint64_t>::max());
}

}  // namespace

void RankedSet::update(RankKey const& key, RankSource const& source)
{
    if (contains(key.slot)) {
        auto const id = home_[key.slot];
        if (!sorted_ && covers(place_[id], key, source)) {
            return;
        }
        remove(key.slot);
    }
    if (order_.empty()) {
        begin();
    }
    auto position = position_for(key, source);
    if (sizes_[order_[position]] == kBlock) {
        split(position, source);
        position = position_for(key, source);
    }
    insert(position, key, source);
    count(position, 1);
    ++size_;
}

bool RankedSet::remove(Slot slot)
{
    if (!contains(slot)) {
        return false;
    }
    auto const id = home_[slot];
    auto const position = std::size_t{place_[id]};
    auto const place = index_in(id, slot);
    auto const last = --sizes_[id];
    auto& slots = blocks_[id];
    if (sorted_) {
        auto& majors = kept_[id];
        std::copy(slots.begin() + place + 1, slots.begin() + last + 1, slots.begin() + place);
        std::copy(majors.begin() + place + 1, majors.begin() + last + 1, majors.begin() + place);
    } else {
        slots[place] = slots[last];
    }
    home_[slot] = kNowhere;
    --size_;
    count(position, -1);
    join_thin(position);
    return true;
}

void RankedSet::assign(std::vector<RankKey> keys, RankSource const& source)
{
    clear();
    begin();
    std::ranges::sort(keys, [&](RankKey const& a, RankKey const& b) {
        return source.before(a, b);
    });
    std::size_t position = 0;
    for (auto const& key : keys) {
        auto const over_fence = position + 1 < order_.size() && key.major < fence_;
        if (over_fence) {
            ++position;
        } else if (sizes_[order_[position]] == kFilled) {
            insert_block(++position, key);
        }
        append(position, key);
    }
    size_ = keys.size();
    renumber(0);
}

void RankedSet::clear()
{
    *this = RankedSet{fence_, sorted_ ? Blocks::sorted : Blocks::coarse};
}

std::size_t RankedSet::rank(RankKey const& key, RankSource const& source) const
{
    if (order_.empty()) {
        return 0;
    }
    auto const position = position_for(key, source);
    if (bounds_[position] == key) {
        return members_before(position);
    }
    auto const id = order_[position];
    if (sorted_) {
        return members_before(position) + place_within(id, key, source);
    }
    return members_before(position) +
           static_cast<std::size_t>(std::ranges::count_if(members(position), [&](Slot slot) {
               return source.before(source.key(source.context, slot), key);
           }));
}

std::size_t RankedSet::rank_of(Slot slot) const
{
    auto const id = home_[slot];
    return members_before(place_[id]) + index_in(id, slot);
}

std::size_t RankedSet::count_from(std::uint64_t major, RankSource const& source) const
{
    if (major == 0) {
        return size_;
    }
    return rank(first_of(major - 1), source);
}

RankKey RankedSet::at(std::size_t place, RankSource const& source) const
{
    auto const position = find(place);
    if (sorted_) {
        return source.key(source.context, members(position)[place]);
    }
    return keys_of(position, source)[place];
}

RankedSet::Cursor RankedSet::from(std::size_t place, RankSource const& source) const
{
    Cursor cursor{*this, source};
    if (place < size_) {
        auto const position = find(place);
        cursor.load(position);
        cursor.offset_ = place;
    }
    return cursor;
}

void RankedSet::Cursor::load(std::size_t position)
{
    keys_.clear();
    offset_ = 0;
    for (position_ = position; position_ < set_->order_.size(); ++position_) {
        if (!set_->members(position_).empty()) {
            keys_ = set_->keys_of(position_, source_);
            return;
        }
    }
}

std::size_t RankedSet::bytes() const
{
    return blocks_.size() * sizeof(Block) + kept_.size() * sizeof(Majors) + free_.capacity() * 4 +
           place_.capacity() * 4 + home_.capacity() * 4 + order_.capacity() * 4 +
           bounds_.capacity() * sizeof(RankKey) + majors_.capacity() * 8 + counts_.capacity() * 4;
}

bool RankedSet::covers(std::size_t position, RankKey const& key, RankSource const& source) const
{
    if (key.major > majors_[position] || source.before(key, bounds_[position])) {
        return false;
    }
    auto const next = position + 1;
    return next == order_.size() || key.major > majors_[next] || source.before(key, bounds_[next]);
}

// The last block whose bound does not come after the key. By majors first: they are packed.
std::size_t RankedSet::position_for(RankKey const& key, RankSource const& source) const
{
    auto const first = std::ranges::partition_point(majors_, [&](std::uint64_t major) {
        return major > key.major;
    });
    auto const end = std::partition_point(first, majors_.end(), [&](std::uint64_t major) {
        return major == key.major;
    });
    auto const bounds = bounds_.begin();
    auto const after = std::upper_bound(
        bounds + (first - majors_.begin()),
        bounds + (end - majors_.begin()),
        key,
        [&](RankKey const& a, RankKey const& b) { return source.before(a, b); }
    );
    return after == bounds ? 0 : static_cast<std::size_t>(after - bounds) - 1;
}

std::vector<RankKey> RankedSet::keys_of(std::size_t position, RankSource const& source) const
{
    std::vector<RankKey> keys;
    keys.reserve(kBlock);
    for (auto const slot : members(position)) {
        keys.push_back(source.key(source.context, slot));
    }
    if (!sorted_) {
        std::ranges::sort(keys, [&](RankKey const& a, RankKey const& b) {
            return source.before(a, b);
        });
    }
    return keys;
}

// How many of a sorted block's members come before the key: by the majors beside them, and for
// equal ones by what the source says.
std::size_t RankedSet::place_within(std::uint32_t id, RankKey const& key, RankSource const& source)
    const
{
    auto const begin = kept_[id].begin();
    auto const [first, last] =
        std::equal_range(begin, begin + sizes_[id], key.major, std::greater<>{});
    auto const slots = blocks_[id].begin();
    auto const at =
        std::partition_point(slots + (first - begin), slots + (last - begin), [&](Slot slot) {
            return source.before(source.key(source.context, slot), key);
        });
    return static_cast<std::size_t>(at - slots);
}

std::size_t RankedSet::index_in(std::uint32_t id, Slot slot) const
{
    return static_cast<std::size_t>(std::ranges::find(blocks_[id], slot) - blocks_[id].begin());
}

void RankedSet::append(std::size_t position, RankKey const& key)
{
    auto const slot = key.slot;
    if (slot >= home_.size()) {
        home_.resize(std::max<std::size_t>(slot + 1, home_.size() + home_.size() / 8), kNowhere);
    }
    auto const id = order_[position];
    auto const place = sizes_[id]++;
    assert(place < kBlock);
    blocks_[id][place] = slot;
    if (sorted_) {
        kept_[id][place] = key.major;
    }
    home_[slot] = id;
}

void RankedSet::insert(std::size_t position, RankKey const& key, RankSource const& source)
{
    auto const id = order_[position];
    auto const end = sizes_[id];
    auto const place = sorted_ ? place_within(id, key, source) : end;
    append(position, key);
    if (place < end) {
        auto& slots = blocks_[id];
        auto& majors = kept_[id];
        std::rotate(slots.begin() + place, slots.begin() + end, slots.begin() + end + 1);
        std::rotate(majors.begin() + place, majors.begin() + end, majors.begin() + end + 1);
    }
}

void RankedSet::begin()
{
    insert_block(0, first_of_all());
    if (fence_ > 0) {
        insert_block(1, first_of(fence_ - 1));
    }
    renumber(0);
}

// Makes room in a full block. A member whose key has left the block's range is about to be updated:
// it must not become a bound, and goes wherever the comparison sends it.
void RankedSet::split(std::size_t position, RankSource const& source)
{
    auto const keys = keys_of(position, source);
    auto middle = keys.size() / 2;
    auto const inside = [&](RankKey const& key) {
        return covers(position, key, source) && source.before(bounds_[position], key);
    };
    while (middle < keys.size() && !inside(keys[middle])) {
        ++middle;
    }
    if (middle == keys.size()) {
        for (middle = keys.size() / 2; middle > 0 && !inside(keys[middle]);) {
            --middle;
        }
    }
    if (middle == 0) {
        drop_pending(position, keys, source);
        return;
    }
    sizes_[order_[position]] = 0;
    insert_block(position + 1, keys[middle]);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        append(i < middle ? position : position + 1, keys[i]);
    }
    renumber(position + 1);
    join_next(position + 1);
    join_thin(position);
}

// Nearly all of a block's members are about to be updated, and go in anew then.
void RankedSet::drop_pending(
    std::size_t position, std::span<RankKey const> keys, RankSource const& source
)
{
    sizes_[order_[position]] = 0;
    for (auto const& key : keys) {
        if (covers(position, key, source)) {
            append(position, key);
        } else {
            home_[key.slot] = kNowhere;
            --size_;
        }
    }
    renumber(position);
}

// Keeps an order whose keys drift from leaving a trail of empty blocks, before or behind it.
void RankedSet::join_thin(std::size_t position)
{
    if (!join_next(position) && position > 0) {
        join_next(position - 1);
    }
}

// Takes the members of the next block into this one, if the two have few.
bool RankedSet::join_next(std::size_t position)
{
    auto const next = position + 1;
    if (next >= order_.size() || members(position).size() + members(next).size() > kBlock / 4 ||
        (majors_[position] >= fence_) != (majors_[next] >= fence_)) {
        return false;
    }
    auto const id = order_[next];
    for (std::size_t i = 0; i < sizes_[id]; ++i) {
        append(position, {.major = sorted_ ? kept_[id][i] : 0, .slot = blocks_[id][i]});
    }
    erase_block(next);
    renumber(next);
    return true;
}

}  // namespace upbeat::voting

#include <upbeat/domain/voting/ranked_set.hpp>

#include <algorithm>

namespace upbeat::voting {
namespace {

constexpr std::size_t kBlock = 128;
constexpr std::size_t kFilled = 96;  // a block made by assign() has room to grow

}  // namespace

void RankedSet::insert(RankKey key, TieBreak tie)
{
    if (blocks_.empty()) {
        assign({key}, tie);
        return;
    }
    auto const index = block_for(key, tie);
    auto& block = blocks_[index];
    auto const place =
        std::lower_bound(block.begin(), block.end(), key, [&](RankKey const& a, RankKey const& b) {
            return tie.before(a, b);
        });
    auto const first = place == block.begin();
    block.insert(place, key);
    if (first) {
        firsts_[index] = key;
    }
    ++size_;
    if (block.size() > kBlock) {
        split(index);
    } else {
        count(index, 1);
    }
}

bool RankedSet::erase(RankKey const& key, TieBreak tie)
{
    if (blocks_.empty()) {
        return false;
    }
    auto const index = block_for(key, tie);
    auto& block = blocks_[index];
    auto const place =
        std::lower_bound(block.begin(), block.end(), key, [&](RankKey const& a, RankKey const& b) {
            return tie.before(a, b);
        });
    if (place == block.end() || *place != key) {
        return false;
    }
    block.erase(place);
    --size_;
    shrink(index);
    return true;
}

void RankedSet::assign(std::vector<RankKey> keys, TieBreak tie)
{
    clear();
    std::ranges::sort(keys, [&](RankKey const& a, RankKey const& b) { return tie.before(a, b); });
    for (std::size_t begin = 0; begin < keys.size(); begin += kFilled) {
        auto const end = std::min(keys.size(), begin + kFilled);
        auto& block = blocks_.emplace_back();
        block.reserve(kBlock + 1);
        block.assign(
            keys.begin() + static_cast<std::ptrdiff_t>(begin),
            keys.begin() + static_cast<std::ptrdiff_t>(end)
        );
        firsts_.push_back(block.front());
    }
    size_ = keys.size();
    recount();
}

void RankedSet::clear()
{
    blocks_.clear();
    firsts_.clear();
    counts_.clear();
    size_ = 0;
}

std::size_t RankedSet::rank(RankKey const& key, TieBreak tie) const
{
    if (blocks_.empty()) {
        return 0;
    }
    auto const index = block_for(key, tie);
    auto const& block = blocks_[index];
    auto const place =
        std::lower_bound(block.begin(), block.end(), key, [&](RankKey const& a, RankKey const& b) {
            return tie.before(a, b);
        });
    return keys_before(index) + static_cast<std::size_t>(place - block.begin());
}

std::size_t RankedSet::count_at_least(std::uint64_t major) const
{
    auto const reaches = [major](RankKey const& key) { return key.major >= major; };
    auto const after = std::ranges::partition_point(firsts_, reaches);
    if (after == firsts_.begin()) {
        return 0;
    }
    auto const index = static_cast<std::size_t>(after - firsts_.begin()) - 1;
    auto const& block = blocks_[index];
    auto const end = std::ranges::partition_point(block, reaches);
    return keys_before(index) + static_cast<std::size_t>(end - block.begin());
}

RankKey const& RankedSet::at(std::size_t place) const
{
    return from(place).key();
}

// Descends the Fenwick tree: the last block that begins at or before the place.
RankedSet::Cursor RankedSet::from(std::size_t place) const
{
    if (place >= size_) {
        return {*this, blocks_.size(), 0};
    }
    std::size_t block = 0;
    auto step = std::size_t{1};
    while (step * 2 <= counts_.size()) {
        step *= 2;
    }
    for (; step > 0; step /= 2) {
        auto const next = block + step;
        if (next <= counts_.size() && counts_[next - 1] <= place) {
            block = next;
            place -= counts_[next - 1];
        }
    }
    return {*this, block, place};
}

// The last block whose first key does not come after `key`, or the first block.
std::size_t RankedSet::block_for(RankKey const& key, TieBreak tie) const
{
    auto const after = std::upper_bound(
        firsts_.begin(),
        firsts_.end(),
        key,
        [&](RankKey const& a, RankKey const& b) { return tie.before(a, b); }
    );
    return after == firsts_.begin() ? 0 : static_cast<std::size_t>(after - firsts_.begin()) - 1;
}

std::size_t RankedSet::keys_before(std::size_t block) const
{
    std::size_t sum = 0;
    for (auto node = block; node > 0; node &= node - 1) {
        sum += counts_[node - 1];
    }
    return sum;
}

void RankedSet::split(std::size_t block)
{
    auto const middle = blocks_[block].begin() + kBlock / 2;
    Block upper;
    upper.reserve(kBlock + 1);
    upper.assign(middle, blocks_[block].end());
    blocks_[block].erase(middle, blocks_[block].end());
    auto const after = static_cast<std::ptrdiff_t>(block) + 1;
    firsts_.insert(firsts_.begin() + after, upper.front());
    blocks_.insert(blocks_.begin() + after, std::move(upper));
    recount();
}

// After an erasure: keeps the directory true, and joins thin neighbours so that an order whose
// keys drift upwards does not leave a trail of empty blocks.
void RankedSet::shrink(std::size_t block)
{
    auto const here = static_cast<std::ptrdiff_t>(block);
    if (!blocks_[block].empty()) {
        firsts_[block] = blocks_[block].front();
    }
    auto const next = block + 1;
    auto const thin =
        next < blocks_.size() && blocks_[block].size() + blocks_[next].size() < kBlock / 4;
    if (thin) {
        auto& held = blocks_[next];
        held.insert(held.begin(), blocks_[block].begin(), blocks_[block].end());
        firsts_[next] = held.front();
    }
    if (thin || blocks_[block].empty()) {
        blocks_.erase(blocks_.begin() + here);
        firsts_.erase(firsts_.begin() + here);
        recount();
        return;
    }
    count(block, -1);
}

void RankedSet::recount()
{
    counts_.assign(blocks_.size(), 0);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        counts_[i] += static_cast<std::uint32_t>(blocks_[i].size());
        if (auto const parent = i | (i + 1); parent < blocks_.size()) {
            counts_[parent] += counts_[i];
        }
    }
}

void RankedSet::count(std::size_t block, int change)
{
    for (auto node = block; node < counts_.size(); node |= node + 1) {
        counts_[node] += static_cast<std::uint32_t>(change);
    }
}

}  // namespace upbeat::voting

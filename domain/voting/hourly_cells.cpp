#include <upbeat/domain/voting/hourly_cells.hpp>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace upbeat::voting {
namespace {

constexpr std::int32_t kMostCounted = std::numeric_limits<std::int16_t>::max();
constexpr std::int64_t kMostWeight = std::numeric_limits<std::int32_t>::max();

void add(HourlyCell& sum, HourlyCell const& delta)
{
    sum.up += delta.up;
    sum.down += delta.down;
    sum.guests += delta.guests;
    sum.weighted += delta.weighted;
}

// Counts are differences modulo 2^32: small ones below zero are meant as such.
std::int32_t part_of(std::uint32_t count)
{
    return std::clamp(static_cast<std::int32_t>(count), -kMostCounted, kMostCounted);
}

bool fits_count(std::uint32_t count)
{
    return part_of(count) == static_cast<std::int32_t>(count);
}

// As much of `left` as one cell can hold, taken from it.
HourlyCell take_part(HourlyCell& left)
{
    HourlyCell part{
        .hour = left.hour,
        .up = static_cast<std::uint32_t>(part_of(left.up)),
        .down = static_cast<std::uint32_t>(part_of(left.down)),
        .guests = static_cast<std::uint32_t>(part_of(left.guests)),
        .weighted = std::clamp(left.weighted, -kMostWeight, kMostWeight)
    };
    left.up -= part.up;
    left.down -= part.down;
    left.guests -= part.guests;
    left.weighted -= part.weighted;
    return part;
}

}  // namespace

void WindowTally::add(HourlyCell const& cell)
{
    up += cell.up;
    down += cell.down;
    guests += cell.guests;
    weighted += cell.weighted;
}

void HourlyCells::apply(HourlyCell const& delta)
{
    // Nearly every vote falls into the newest hour.
    auto begin = size_;
    if (size_ > 0 && cells_[size_ - 1].hour >= delta.hour) {
        begin = lower_bound(delta.hour);
    }
    auto end = begin;
    HourlyCell sum{.hour = delta.hour};
    for (; end < size_ && cells_[end].hour == delta.hour; ++end) {
        add(sum, unpacked(cells_[end]));
    }
    add(sum, delta);
    if (end == begin + 1 && fits(sum) && !sum.empty()) {
        cells_[begin] = packed(sum);
        return;
    }
    rewrite(begin, end, sum);
}

void HourlyCells::reserve(std::size_t cells)
{
    if (size_ == 0 && cells > capacity_) {
        capacity_ = static_cast<std::uint32_t>(cells);
        cells_ = std::make_unique<Packed[]>(capacity_);
    }
}

std::size_t HourlyCells::needed_for(HourlyCell const& sum)
{
    auto const cells = [](std::int64_t amount, std::int64_t each) {
        return static_cast<std::size_t>(std::abs(amount / each) + (amount % each != 0 ? 1 : 0));
    };
    auto const counted = [&](std::uint32_t count) {
        return cells(static_cast<std::int32_t>(count), kMostCounted);
    };
    return std::max(
        {counted(sum.up), counted(sum.down), counted(sum.guests), cells(sum.weighted, kMostWeight)}
    );
}

// Gives an hour as few cells as hold its sum.
void HourlyCells::rewrite(std::uint32_t begin, std::uint32_t end, HourlyCell sum)
{
    std::vector<Packed> parts;
    parts.reserve(needed_for(sum));
    while (!sum.empty() || sum.guests > 0) {
        parts.push_back(packed(take_part(sum)));
    }
    resize_gap(begin, end, static_cast<std::uint32_t>(parts.size()));
    std::ranges::copy(parts, cells_.get() + begin);
}

// Makes the cells from `begin` to `end` so many, of any content, and grows the room by half, from
// one: most items have votes in few hours.
void HourlyCells::resize_gap(std::uint32_t begin, std::uint32_t end, std::uint32_t size)
{
    auto const grown = size_ - (end - begin) + size;
    if (grown > capacity_) {
        auto const capacity = std::max(grown, capacity_ + capacity_ / 2 + 1);
        auto room = std::make_unique<Packed[]>(capacity);
        std::copy_n(cells_.get(), size_, room.get());
        cells_ = std::move(room);
        capacity_ = capacity;
    }
    auto* const cells = cells_.get();
    if (begin + size > end) {
        std::move_backward(cells + end, cells + size_, cells + grown);
    } else {
        std::move(cells + end, cells + size_, cells + begin + size);
    }
    size_ = grown;
}

std::optional<HourlyCell> HourlyCells::find(Hour hour) const
{
    auto const place = lower_bound(hour);
    if (place == size_ || cells_[place].hour != hour) {
        return std::nullopt;
    }
    return *range(place, size_).begin();
}

HourlyCells::Range HourlyCells::between(Hour first, Hour last) const
{
    auto const begin = lower_bound(first + 1);
    return range(begin, std::max(begin, lower_bound(last + 1)));
}

WindowTally HourlyCells::sum(Hour first, Hour last) const
{
    WindowTally total;
    for (auto place = size_; place > 0 && cells_[place - 1].hour > first; --place) {
        if (cells_[place - 1].hour <= last) {
            total.add(unpacked(cells_[place - 1]));
        }
    }
    return total;
}

HourlyCell HourlyCells::Iterator::operator*() const
{
    HourlyCell sum{.hour = at_->hour};
    auto const* const end = end_of_hour();
    for (auto const* cell = at_; cell != end; ++cell) {
        add(sum, unpacked(*cell));
    }
    return sum;
}

HourlyCells::Packed const* HourlyCells::Iterator::end_of_hour() const
{
    auto const* end = at_ + 1;
    while (end != end_ && end->hour == at_->hour) {
        ++end;
    }
    return end;
}

bool HourlyCells::fits(HourlyCell const& sum)
{
    return fits_count(sum.up) && fits_count(sum.down) && fits_count(sum.guests) &&
           sum.weighted >= -kMostWeight && sum.weighted <= kMostWeight;
}

HourlyCells::Packed HourlyCells::packed(HourlyCell const& sum)
{
    return {
        .hour = sum.hour,
        .weighted = static_cast<std::int32_t>(sum.weighted),
        .up = static_cast<std::int16_t>(sum.up),
        .down = static_cast<std::int16_t>(sum.down),
        .guests = static_cast<std::int16_t>(sum.guests),
        .spare = 0
    };
}

HourlyCell HourlyCells::unpacked(Packed const& cell)
{
    auto const widened = [](std::int16_t count) {
        return static_cast<std::uint32_t>(std::int32_t{count});
    };
    return {
        .hour = cell.hour,
        .up = widened(cell.up),
        .down = widened(cell.down),
        .guests = widened(cell.guests),
        .weighted = cell.weighted
    };
}

std::uint32_t HourlyCells::lower_bound(Hour hour) const
{
    auto const* const cells = cells_.get();
    auto const* const found = std::partition_point(
        cells, cells + size_, [hour](Packed const& cell) { return cell.hour < hour; }
    );
    return static_cast<std::uint32_t>(found - cells);
}

}  // namespace upbeat::voting

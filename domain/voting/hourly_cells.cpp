#include <upbeat/domain/voting/hourly_cells.hpp>

#include <algorithm>

namespace upbeat::voting {

void WindowTally::add(HourlyCell const& cell)
{
    up += cell.up;
    down += cell.down;
    guests += cell.guests;
    weighted += cell.weighted;
}

void WindowTally::subtract(HourlyCell const& cell)
{
    up -= cell.up;
    down -= cell.down;
    guests -= cell.guests;
    weighted -= cell.weighted;
}

bool HourlyCells::apply(HourlyCell const& delta)
{
    // Nearly every vote falls into the newest hour.
    auto const newest = size_ > 0 && cells_[size_ - 1].hour == delta.hour;
    auto const position = newest ? size_ - 1 : lower_bound(delta.hour);
    if (position == size_ || cells_[position].hour != delta.hour) {
        if (delta.empty()) {
            return false;
        }
        insert_at(position, delta);
        return true;
    }
    auto& cell = cells_[position];
    cell.up += delta.up;
    cell.down += delta.down;
    cell.guests += delta.guests;
    cell.weighted += delta.weighted;
    if (cell.empty()) {
        std::move(cells_.get() + position + 1, cells_.get() + size_, cells_.get() + position);
        --size_;
    }
    return false;
}

HourlyCell const* HourlyCells::find(Hour hour) const
{
    auto const position = lower_bound(hour);
    return position < size_ && cells_[position].hour == hour ? &cells_[position] : nullptr;
}

std::span<HourlyCell const> HourlyCells::between(Hour first, Hour last) const
{
    auto const begin = lower_bound(first + 1);
    auto const end = std::max(begin, lower_bound(last + 1));
    return all().subspan(begin, end - begin);
}

WindowTally HourlyCells::sum(Hour first, Hour last) const
{
    WindowTally total;
    for (auto const& cell : between(first, last)) {
        total.add(cell);
    }
    return total;
}

void HourlyCells::insert_at(std::uint32_t position, HourlyCell const& cell)
{
    if (size_ == capacity_) {
        // By half, from one: most items have votes in few hours.
        auto const capacity = capacity_ + capacity_ / 2 + 1;
        auto grown = std::make_unique<HourlyCell[]>(capacity);
        std::copy_n(cells_.get(), size_, grown.get());
        cells_ = std::move(grown);
        capacity_ = capacity;
    }
    std::move_backward(cells_.get() + position, cells_.get() + size_, cells_.get() + size_ + 1);
    cells_[position] = cell;
    ++size_;
}

std::uint32_t HourlyCells::lower_bound(Hour hour) const
{
    auto const cells = all();
    auto const found = std::ranges::lower_bound(cells, hour, {}, &HourlyCell::hour);
    return static_cast<std::uint32_t>(found - cells.begin());
}

}  // namespace upbeat::voting

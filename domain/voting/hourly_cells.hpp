#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/tally.hpp>

namespace upbeat::voting {

// The votes that count for one item in one hour. 24 bytes.
struct HourlyCell {
    Hour hour = 0;
    std::uint32_t up = 0;
    std::uint32_t down = 0;
    std::uint32_t guests = 0;
    std::int64_t weighted = 0;

    bool empty() const { return up == 0 && down == 0 && weighted == 0; }

    bool operator==(HourlyCell const&) const = default;
};

// The votes of some hours, summed: what a chart of a period ranks by. 24 bytes.
struct WindowTally {
    std::uint32_t up = 0;
    std::uint32_t down = 0;
    std::uint32_t guests = 0;
    std::int64_t weighted = 0;

    std::int64_t score() const { return std::int64_t{up} - std::int64_t{down}; }
    std::int64_t total() const { return std::int64_t{up} + std::int64_t{down}; }
    std::int64_t verified() const { return total() - std::int64_t{guests}; }
    bool empty() const { return total() == 0; }

    void add(HourlyCell const& cell);
    void subtract(HourlyCell const& cell);

    bool operator==(WindowTally const&) const = default;
};

// An item's cells in ascending hour, none of them empty. 16 bytes, and 24 for each hour in which
// the item has a counting vote; adding to the newest hour is O(1), to another a binary search.
class HourlyCells {
   public:
    HourlyCells() = default;

    // Adds `delta` (its hour says where; counts may be negative as two's complement). True if that
    // made a new cell; a cell that becomes empty is removed.
    bool apply(HourlyCell const& delta);

    std::span<HourlyCell const> all() const { return {cells_.get(), size_}; }
    HourlyCell const* find(Hour hour) const;
    // Cells with first < hour <= last.
    std::span<HourlyCell const> between(Hour first, Hour last) const;
    WindowTally sum(Hour first, Hour last) const;

   private:
    void insert_at(std::uint32_t position, HourlyCell const& cell);
    std::uint32_t lower_bound(Hour hour) const;

    std::unique_ptr<HourlyCell[]> cells_;
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = 0;
};

}  // namespace upbeat::voting

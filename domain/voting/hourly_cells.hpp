#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <vector>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/tally.hpp>

namespace upbeat::voting {

// The votes that count for one item in one hour.
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

    bool operator==(WindowTally const&) const = default;
};

// An item's cells in ascending hour, none of them empty. 16 bytes, and 16 for each hour in which
// the item has a counting vote: a cell is kept in small numbers, and an hour with more votes than
// those hold takes several. Adding to the newest hour is O(1), to another a binary search.
class HourlyCells {
    struct Packed {
        Hour hour;
        std::int32_t weighted;
        std::int16_t up;  // below zero while a change has arrived before what it changes
        std::int16_t down;
        std::int16_t guests;
        std::int16_t spare;
    };

   public:
    HourlyCells() = default;

    // Adds `delta` (its hour says where; counts may be negative as two's complement). A cell that
    // becomes empty is removed.
    void apply(HourlyCell const& delta);

    // Room for so many cells, for when it is known beforehand.
    void reserve(std::size_t cells);
    // How many cells the votes of an hour take.
    static std::size_t needed_for(HourlyCell const& sum);

    bool empty() const { return size_ == 0; }
    // Of a non-empty list.
    Hour first_hour() const { return cells_[0].hour; }
    Hour last_hour() const { return cells_[size_ - 1].hour; }
    HourlyCell last() const { return *range(lower_bound(last_hour()), size_).begin(); }
    std::optional<HourlyCell> find(Hour hour) const;
    // Sums of the cells with first < hour <= last.
    WindowTally sum(Hour first, Hour last) const;
    std::size_t bytes() const { return capacity_ * sizeof(Packed); }

    // One cell an hour, in ascending order.
    class Iterator {
       public:
        using difference_type = std::ptrdiff_t;
        using value_type = HourlyCell;
        using pointer = void;
        using reference = HourlyCell;
        using iterator_category = std::input_iterator_tag;

        HourlyCell operator*() const;
        Iterator& operator++()
        {
            at_ = end_of_hour();
            return *this;
        }
        bool operator==(Iterator const& other) const { return at_ == other.at_; }

       private:
        friend class HourlyCells;
        Iterator(Packed const* at, Packed const* end) : at_{at}, end_{end} {}
        Packed const* end_of_hour() const;

        Packed const* at_;
        Packed const* end_;
    };
    struct Range {
        Iterator first;
        Iterator last;

        Iterator begin() const { return first; }
        Iterator end() const { return last; }
        bool empty() const { return first == last; }
    };

    Range all() const { return range(0, size_); }
    // Cells with hour <= last.
    Range up_to(Hour last) const { return range(0, lower_bound(last + 1)); }
    // Cells with first < hour <= last.
    Range between(Hour first, Hour last) const;

   private:
    static bool fits(HourlyCell const& sum);
    static Packed packed(HourlyCell const& sum);
    static HourlyCell unpacked(Packed const& cell);
    Range range(std::size_t begin, std::size_t end) const
    {
        auto const* const stop = cells_.get() + end;
        return {Iterator{cells_.get() + begin, stop}, Iterator{stop, stop}};
    }
    void rewrite(std::uint32_t begin, std::uint32_t end, HourlyCell sum);
    void resize_gap(std::uint32_t begin, std::uint32_t end, std::uint32_t size);
    std::uint32_t lower_bound(Hour hour) const;

    std::unique_ptr<Packed[]> cells_;
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = 0;
};

}  // namespace upbeat::voting

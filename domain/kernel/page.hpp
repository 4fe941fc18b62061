#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace upbeat {

// One page of a list, counted from 1. The edge checks the bounds.
struct PageRequest {
    std::int64_t page = 1;
    std::int64_t limit = 24;

    constexpr std::int64_t offset() const { return (page - 1) * limit; }
};

template <class T>
struct Page {
    std::vector<T> items;
    std::int64_t total = 0;
    PageRequest request{};

    // Whole pages; 124 items at 24 a page are 6. An empty list has 0.
    constexpr std::int64_t pages() const { return (total + request.limit - 1) / request.limit; }
};

// Where a list that grows at its head goes on: an opaque text that only its maker reads.
struct Cursor {
    std::string text;

    bool operator==(Cursor const&) const = default;
};

}  // namespace upbeat

#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <upbeat/infrastructure/platform/metrics.hpp>

namespace upbeat::platform {

// Counts answered requests by route and status, and how long they took. Made for the hottest path
// there is: recording is a handful of additions to memory that the thread shares with few others
// (about 15 ns), where a mutex or one shared counter would be felt. Safe to call from any thread.
class RequestStats {
   public:
    // `routes` are the templates that requests can match; others are counted as "none".
    explicit RequestStats(std::vector<std::string> const& routes);
    ~RequestStats();
    RequestStats(RequestStats const&) = delete;
    RequestStats& operator=(RequestStats const&) = delete;

    void record(std::string_view route, unsigned status, std::chrono::microseconds took) noexcept;

    // Answers recorded so far with this route and status, over all threads.
    std::uint64_t count(std::string_view route, unsigned status) const;

    // Lets `metrics` show the counters. They must not be gone before `metrics` is read the last
    // time.
    void show_in(Metrics& metrics) const;

   private:
    struct Cells;
    class Family;

    std::size_t row_of(std::string_view route) const;

    std::vector<std::string> names_;
    std::unordered_map<std::string_view, std::size_t> rows_;
    std::unique_ptr<Cells[]> cells_;  // shard by shard, a row a route
};

}  // namespace upbeat::platform

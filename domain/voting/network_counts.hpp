#pragma once

#include <cstdint>
#include <unordered_map>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::voting {

// Accepted votes per client network on the running UTC day: the day's figures of a day that is
// over are dropped. About 40 bytes for a network that voted today. Not thread-safe.
class NetworkCounts {
   public:
    // Network 0 (exempt or unknown) is not counted. An entry of a past day changes nothing.
    void count(std::uint64_t network, Timestamp at);
    // 0 on any day but the running one.
    std::int64_t of(std::uint64_t network, Timestamp at) const;
    void start_day(std::int32_t day);
    std::int32_t day() const { return day_; }
    // A count as it was on that day; of no day that is over.
    void restore(std::int32_t day, std::uint64_t network, std::uint32_t count);
    template <class Visit>
    void each(Visit&& visit) const
    {
        for (auto const& [network, count] : counts_) {
            visit(network, count);
        }
    }

    bool operator==(NetworkCounts const&) const = default;
    std::uint64_t digest() const;

   private:
    std::int32_t day_ = 0;
    std::unordered_map<std::uint64_t, std::uint32_t> counts_;
};

}  // namespace upbeat::voting

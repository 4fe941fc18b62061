#pragma once

#include <chrono>
#include <cstdint>
#include <unordered_map>

#include <upbeat/infrastructure/platform/events/notice.hpp>

namespace upbeat::platform {

// What a node heard of each other node, by the numbers of their notices. For one thread.
class NoticeBook {
   public:
    using Instant = std::chrono::steady_clock::time_point;

    explicit NoticeBook(std::uint64_t own) : own_{own} {}

    // Where to look because of this notice: at its topics; at everything when notices of that node
    // are missing before it, or when it is the first one that was heard; nowhere for an own one.
    Topics take(Notice const& notice, Instant now);

    // Whether the line carries: an own notice came back less than `age` ago.
    bool echoed_within(std::chrono::milliseconds age, Instant now) const
    {
        return echo_ != Instant{} && now - echo_ <= age;
    }

    // The line was broken: whatever was said meanwhile is lost.
    void forget();

    std::size_t nodes() const { return heard_.size(); }

   private:
    struct Heard {
        std::uint64_t seq = 0;
        Instant at{};
    };

    std::uint64_t own_;
    Instant echo_{};
    std::unordered_map<std::uint64_t, Heard> heard_;
};

}  // namespace upbeat::platform

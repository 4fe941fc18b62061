#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include <upbeat/adapters/http/call.hpp>
#include <upbeat/application/voting/voting_state.hpp>

namespace upbeat::voting {

// The charts that were asked for, as they are sent. A chart is served as long as the state it shows
// is the present one; under a stream of votes it may be kMostStale old, so that it is not written
// anew for each of them. Safe to use from any thread.
class ChartCache {
   public:
    static constexpr std::chrono::milliseconds kMostStale{3};
    static constexpr std::size_t kMost =
        512;  // filters make many charts; few of them are asked for

    explicit ChartCache(VotingState const& state) : state_{state} {}

    // Null when the chart must be built.
    http::SnapshotPtr find(std::string const& key, Timestamp now) const;

    // Writes a chart down that shows `version` of the state.
    http::SnapshotPtr put(
        std::string const& key, std::string json, std::uint64_t version, Timestamp now
    );

   private:
    using Moment = std::chrono::steady_clock::time_point;

    struct Entry {
        http::SnapshotPtr snapshot;
        std::uint64_t version = 0;
        Hour hour = 0;  // at which the windows of the chart end
        Moment built{};
    };

    VotingState const& state_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace upbeat::voting

#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

#include <upbeat/adapters/http/call.hpp>

namespace upbeat::voting {

// Charts of the past as they are sent, so that many askers of one instant cost one pass. Nothing in
// it is older than ten seconds: titles change, and items are removed. Safe to use from any thread.
class PastChartCache {
   public:
    static constexpr std::chrono::seconds kKept{10};
    static constexpr std::size_t kMost = 256;

    // Null when the chart must be drawn.
    http::SnapshotPtr find(std::string const& key) const;
    // `settled`: nothing more will be written about the chart's instant. Others are not kept.
    http::SnapshotPtr put(std::string const& key, std::string json, bool settled);

   private:
    using Moment = std::chrono::steady_clock::time_point;

    struct Entry {
        http::SnapshotPtr snapshot;
        Moment drawn{};
    };

    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace upbeat::voting

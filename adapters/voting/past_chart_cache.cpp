#include <upbeat/adapters/voting/past_chart_cache.hpp>

#include <utility>

namespace upbeat::voting {

http::SnapshotPtr PastChartCache::find(std::string const& key) const
{
    std::lock_guard const lock{mutex_};
    auto const found = entries_.find(key);
    auto const fresh =
        found != entries_.end() && std::chrono::steady_clock::now() - found->second.drawn < kKept;
    return fresh ? found->second.snapshot : nullptr;
}

http::SnapshotPtr PastChartCache::put(std::string const& key, std::string json, bool settled)
{
    // An hour, not for ever: an item of the chart may be removed, and then its title must go.
    auto const* const caching = settled ? "public, max-age=3600" : "public, max-age=1";
    auto snapshot = http::Snapshot::make(
        {.content_type = "application/json",
         .body = std::move(json),
         .headers = {{"cache-control", caching}}}
    );
    if (settled) {
        std::lock_guard const lock{mutex_};
        if (entries_.size() >= kMost) {
            entries_.clear();
        }
        entries_[key] = {snapshot, std::chrono::steady_clock::now()};
    }
    return snapshot;
}

}  // namespace upbeat::voting

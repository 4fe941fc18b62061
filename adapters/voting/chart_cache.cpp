#include <upbeat/adapters/voting/chart_cache.hpp>

#include <utility>

namespace upbeat::voting {

http::SnapshotPtr ChartCache::find(std::string const& key, Timestamp now) const
{
    std::shared_lock const lock{mutex_};
    auto const at = entries_.find(key);
    if (at == entries_.end() || at->second.hour != hour_of(now)) {
        return nullptr;
    }
    auto const& entry = at->second;
    auto const fresh = entry.version == state_.version() ||
                       std::chrono::steady_clock::now() - entry.built < kMostStale;
    return fresh ? entry.snapshot : nullptr;
}

http::SnapshotPtr ChartCache::put(
    std::string const& key, std::string json, std::uint64_t version, Timestamp now
)
{
    auto snapshot = http::Snapshot::make(
        {.content_type = "application/json",
         .body = std::move(json),
         .headers = {{"cache-control", "public, max-age=1"}}}
    );
    std::unique_lock const lock{mutex_};
    if (entries_.size() >= kMost && !entries_.contains(key)) {
        entries_.clear();
    }
    auto& entry = entries_[key];
    // A builder that was overtaken must not bring an older chart back.
    if (entry.snapshot == nullptr || entry.version <= version) {
        entry = {snapshot, version, hour_of(now), std::chrono::steady_clock::now()};
    }
    return snapshot;
}

}  // namespace upbeat::voting

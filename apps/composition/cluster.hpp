#pragma once

#include <memory>

#include <upbeat/adapters/platform/health_source.hpp>
#include <upbeat/application/platform/exact_rate_limiter.hpp>
#include <upbeat/apps/composition/follower.hpp>
#include <upbeat/infrastructure/platform/events/change_notices.hpp>
#include <upbeat/infrastructure/platform/limits/shared_rate_limiter.hpp>

namespace upbeat::apps {

// What makes this node one of several: it follows what the others commit, and tells them what it
// commits itself, over Redis if one is configured, else over PostgreSQL. With SQLite there are no
// other nodes, and it only follows what commands do. Request limits are kept together with the
// others where a Redis is configured.
class Cluster {
   public:
    Cluster(
        Backend& backend,
        Loaded loaded,
        Config const& config,
        platform::Log& log,
        Follower::OnChange on_change
    );
    ~Cluster() { stop(); }
    Cluster(Cluster const&) = delete;
    Cluster& operator=(Cluster const&) = delete;

    platform::ExactRateLimiter& limiter() { return *limiter_; }

    // From memory; any thread.
    platform::ClusterHealth health() const;

    // Says its last word and ends the threads. After whatever commits has ended.
    void stop();

   private:
    platform::SharedRateLimiter* shared_ = nullptr;  // the same, if it is one
    std::unique_ptr<platform::ExactRateLimiter> limiter_;
    Follower follower_;
    std::unique_ptr<platform::ChangeNotices> notices_;  // last: it wakes the follower
};

}  // namespace upbeat::apps

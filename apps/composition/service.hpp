#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <upbeat/adapters/http/pipeline.hpp>
#include <upbeat/adapters/http/server/server.hpp>
#include <upbeat/adapters/http/worker_pool.hpp>
#include <upbeat/apps/composition/access_observer.hpp>
#include <upbeat/apps/composition/backend.hpp>
#include <upbeat/apps/composition/checkpointer.hpp>
#include <upbeat/apps/composition/cluster.hpp>
#include <upbeat/apps/composition/edge.hpp>
#include <upbeat/apps/composition/feed_ticker.hpp>
#include <upbeat/apps/composition/guard.hpp>
#include <upbeat/apps/composition/health_monitor.hpp>
#include <upbeat/infrastructure/platform/request_stats.hpp>
#include <upbeat/infrastructure/voting/unit_audit_log.hpp>
#include <upbeat/infrastructure/voting/vote_admission.hpp>
#include <upbeat/infrastructure/voting/vote_writer.hpp>

namespace upbeat::apps {

// How many threads run what blocks.
std::size_t worker_threads(Config const& config);

// The edge on top of a Backend: endpoints, pipeline, server, and what watches over them. Built in
// the order of its members, stopped against it.
class Service {
   public:
    // `backend` is loaded.
    Service(
        Backend& backend,
        Loaded loaded,
        Config const& config,
        platform::Log& log,
        platform::Metrics& metrics
    );
    ~Service();
    Service(Service const&) = delete;
    Service& operator=(Service const&) = delete;

    // Binds and begins to serve. Errors as http::Server::start has them.
    Result<void> start();
    std::uint16_t port() const { return server_.port(); }

    // Accepts nothing more, answers what was accepted, at most for `grace`. A database that does
    // not answer is given half of it; what still waits for a worker then has nobody to answer to,
    // and is dropped.
    void stop(std::chrono::milliseconds grace);

   private:
    Backend& backend_;
    platform::Log& log_;
    platform::Metrics::Gauge open_streams_;
    catalog::DetailCache details_;
    voting::UnitAuditLog audit_;
    voting::VoteAdmission admission_;
    voting::VoteWriter vote_writer_;
    voting::ScoreFeed feed_;
    voting::ScoreStreams streams_;
    voting::VotingEdge voting_;
    Guard guard_;
    Checkpointer checkpointer_;
    Cluster cluster_;  // after the guard, which is to see all that it folds
    HealthMonitor health_;
    http::WorkerPool workers_;
    http::Pipeline pipeline_;
    platform::RequestStats stats_;
    AccessObserver observer_;
    http::Server server_;
    std::optional<FeedTicker> ticker_;  // while the server serves
};

}  // namespace upbeat::apps

#pragma once

#include <chrono>

#include <upbeat/adapters/http/server/server.hpp>
#include <upbeat/adapters/voting/score_streams.hpp>
#include <upbeat/application/voting/score_feed.hpp>
#include <upbeat/infrastructure/platform/log.hpp>
#include <upbeat/infrastructure/platform/metrics.hpp>
#include <upbeat/infrastructure/voting/poller.hpp>

namespace upbeat::apps {

// Turns the score feed and has the server send what comes of it, from a thread of its own: at once
// after a quiet time, ten times a second under steady votes, and more rarely while the streams are
// still busy with the last tick, so that what changes adds up instead of the work.
class FeedTicker {
   public:
    static constexpr std::chrono::milliseconds kInterval{100};

    // What it works on outlives it; the server has been started and is stopped later.
    struct Parts {
        voting::ScoreFeed& feed;
        voting::ScoreStreams& streams;
        http::Server& server;
        platform::Metrics::Gauge open;
    };

    FeedTicker(Parts parts, platform::Log& log);

    void stop() { poller_.stop(); }

   private:
    using Clock = std::chrono::steady_clock;

    void look();

    Parts parts_;
    Clock::time_point last_{};
    voting::Poller poller_;  // last: its thread uses all of the above
};

}  // namespace upbeat::apps

#include <upbeat/apps/composition/feed_ticker.hpp>

#include <utility>

namespace upbeat::apps {
namespace {

// How late the first change after a quiet time may be noticed.
constexpr std::chrono::milliseconds kLook{20};

}  // namespace

FeedTicker::FeedTicker(Parts parts, platform::Log& log)
    : parts_{std::move(parts)},
      poller_{
          {{.topics = platform::kNoTopic, .look = [this] { look(); }}},
          [&log](char const* what) { log.warn("the score feed failed", {{"cause", what}}); },
          [] { return kLook; }
      }
{
}

void FeedTicker::look()
{
    auto const now = Clock::now();
    // A look comes a little more than kLook after the last one.
    if (now - last_ < kInterval - kLook / 2 || parts_.server.streams_busy()) {
        return;
    }
    parts_.open.set(static_cast<double>(parts_.server.load().streams));
    if (auto const tick = parts_.feed.turn()) {
        last_ = now;
        parts_.streams.publish(*tick);
        parts_.server.wake_streams();
    }
}

}  // namespace upbeat::apps

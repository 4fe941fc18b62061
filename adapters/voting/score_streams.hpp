#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <shared_mutex>
#include <string_view>

#include <upbeat/adapters/http/stream.hpp>
#include <upbeat/adapters/voting/score_page.hpp>

namespace upbeat::voting {

// The last ticks of the feed, as they are sent. Streams keep a place in here and no queue of their
// own, so a client that does not keep up costs what any other does; one whose place has gone is
// told so by a `reset` and goes on with what is new. Safe for all threads.
class ScoreRing {
   public:
    static constexpr std::size_t kMostPages = 100;  // ten seconds of ticks
    static constexpr std::size_t kMostText = 2 * 1024 * 1024;

    // What follows a place: nothing, the next page, or that the next page is not here any more.
    struct Next {
        std::shared_ptr<ScorePage const> page{};
        bool gone = false;
        FeedPosition newest{};  // where to go on then
    };

    void put(std::shared_ptr<ScorePage const> page);
    Next after(FeedPosition const& place) const;

   private:
    std::atomic<std::uint64_t> newest_{0};  // tick
    mutable std::shared_mutex mutex_;
    std::deque<std::shared_ptr<ScorePage const>> pages_;
    std::size_t text_ = 0;
};

// Streams of scores and charts over the feed.
class ScoreStreams {
   public:
    explicit ScoreStreams(ScoreFeed& feed) : feed_{feed} {}

    // Called by the thread that turns the feed, with what it gave; then wake the server.
    void publish(FeedTick const& tick);

    // A stream that begins with what changed behind `last_event_id` (a `reset` where that is not
    // known any more, nothing where it is empty or no id of ours) and, where charts are wanted,
    // with the charts as they stand. Reads the voting state unless starts_at_once() says otherwise.
    http::StreamPtr open(ScoreSelection selection, std::string_view last_event_id);
    static bool starts_at_once(ScoreSelection const& selection, std::string_view last_event_id);

   private:
    ScoreFeed& feed_;
    std::shared_ptr<ScoreRing> ring_ = std::make_shared<ScoreRing>();
    std::atomic<std::uint32_t> opened_{0};
};

}  // namespace upbeat::voting

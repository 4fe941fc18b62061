#pragma once

#include <optional>

#include <upbeat/application/voting/hold_newcomers.hpp>
#include <upbeat/application/voting/vote_queue.hpp>
#include <upbeat/apps/composition/backend.hpp>
#include <upbeat/infrastructure/platform/log.hpp>
#include <upbeat/infrastructure/voting/poller.hpp>

namespace upbeat::apps {

// What goes on against manipulation beside the votes: brings the ledger in line with incidents and
// decisions within a quarter of a second, keeps newcomers' votes within their share of each item,
// and looks once a minute at who lifts the items that rise. One thread of its own, so that nothing
// else waits for it.
class Guard {
   public:
    // The backend is loaded. From here on its moderation reaches the node's writer.
    Guard(Backend& backend, voting::VoteQueue& queue, platform::Log& log);
    ~Guard();
    Guard(Guard const&) = delete;
    Guard& operator=(Guard const&) = delete;

    // After the writer, which answers what waits for it.
    void stop() { poller_->stop(); }

   private:
    void settle();
    void share();
    void investigate();

    Backend& backend_;
    platform::Log& log_;
    voting::HoldNewcomers newcomers_;
    Timestamp shared_{};
    Timestamp investigated_{};
    std::optional<voting::Poller> poller_;  // last: its thread uses all of the above
};

}  // namespace upbeat::apps

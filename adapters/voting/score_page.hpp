#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/http/stream.hpp>
#include <upbeat/adapters/voting/score_selection.hpp>

namespace upbeat::voting {

// Appends one event. As server-sent event: "event", "id" and "data" lines; over WebSocket: a text
// message {"event": ..., "id": ..., "data": ...}. `data` is JSON on one line.
void append_event(
    std::string& to,
    http::StreamForm form,
    std::string_view event,
    std::string_view id,
    std::string_view data
);

enum class ResetReason : unsigned char { too_far_back, too_slow, too_much };

// Tells a client to read anew what it shows, and where.
void append_reset(
    std::string& to, http::StreamForm form, FeedPosition const& position, ResetReason reason
);

// A tick as it is sent. What clients of one group get is written down once and shared. Immutable
// to its users, safe for all threads.
class ScorePage {
   public:
    explicit ScorePage(FeedTick const& tick);

    FeedPosition const& position() const { return position_; }
    // The text it holds before it is put together for anybody, bytes.
    std::size_t size() const { return size_; }

    // Null when nothing of the tick is wanted.
    http::StreamPiece piece(ScoreSelection const& selection, http::StreamForm form) const;

   private:
    struct Score {
        ItemNum item;
        ItemKind kind;
        std::string data;
    };
    struct Chart {
        ChartOrder order;
        std::string data;
    };
    struct Shared {
        bool made = false;
        http::StreamPiece piece{};
    };

    http::StreamPiece make(ScoreSelection const& selection, http::StreamForm form) const;
    std::vector<Score const*> chosen(ScoreSelection const& selection) const;

    FeedPosition position_;
    std::string id_;
    std::string id_before_;
    bool too_many_;
    std::vector<Score> scores_;  // by item
    std::vector<Chart> charts_;
    std::size_t size_ = 0;

    mutable std::mutex mutex_;
    mutable std::array<Shared, 2 * ScoreSelection::kGroups> shared_;
};

}  // namespace upbeat::voting

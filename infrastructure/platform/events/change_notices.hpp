#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

#include <upbeat/infrastructure/platform/events/change_bell.hpp>
#include <upbeat/infrastructure/platform/events/notice_book.hpp>
#include <upbeat/infrastructure/platform/events/notice_line.hpp>

namespace upbeat::platform {

// Tells the other nodes what this one committed, and this one what they did. At most one notice
// every ten milliseconds, whatever happens; one a second when nothing does, as a sign of life.
// Nothing depends on a notice: whoever is told nothing looks by himself, only later. While the line
// is broken it is opened anew again and again, with pauses that grow to five seconds, and when it
// is back, everything may have been missed.
class ChangeNotices {
   public:
    static constexpr std::chrono::milliseconds kLeastPause{10};
    static constexpr std::chrono::milliseconds kSignOfLife{1'000};
    // So long without hearing itself, and the line counts as broken.
    static constexpr std::chrono::milliseconds kSilence{3'000};

    struct Parts {
        OpenLine open;
        ChangeBell& bell;
        // Where to look now. On the thread of this object: must be quick and must not throw.
        std::function<void(Topics)> on_news;
        // Whether notices flow, when that changes; a line for the log.
        std::function<void(bool flowing, std::string_view why)> on_turn{};
    };

    explicit ChangeNotices(Parts parts);
    ~ChangeNotices() { stop(); }
    ChangeNotices(ChangeNotices const&) = delete;
    ChangeNotices& operator=(ChangeNotices const&) = delete;

    void stop();

    // Whether this node hears what is said. Any thread.
    bool flowing() const { return flowing_.load(std::memory_order_relaxed); }

   private:
    using Instant = NoticeBook::Instant;

    void run();
    void converse();
    void speak(Instant now);
    void listen();
    void turn(bool flowing, std::string_view why);
    std::chrono::milliseconds until_next_word(Instant now) const;
    bool wait(std::chrono::milliseconds most, int line);

    Parts parts_;
    std::uint64_t node_;
    NoticeBook book_;
    std::unique_ptr<NoticeLine> line_;
    Topics to_tell_ = kNoTopic;
    std::uint64_t seq_ = 0;
    Instant opened_{};
    Instant spoken_{};
    std::atomic<bool> flowing_{false};
    std::atomic<bool> stopping_{false};
    std::once_flag joined_;
    std::thread thread_;  // last: uses all of the above
};

}  // namespace upbeat::platform

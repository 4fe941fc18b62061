#include <upbeat/infrastructure/platform/events/change_notices.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <stdexcept>
#include <utility>

#include <poll.h>

#include <upbeat/infrastructure/platform/crypto.hpp>

namespace upbeat::platform {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto kFirstPause = 100ms;
constexpr auto kLongestPause = 5s;

NoticeBook::Instant now()
{
    return std::chrono::steady_clock::now();
}

}  // namespace

ChangeNotices::ChangeNotices(Parts parts)
    : parts_{std::move(parts)}, node_{random_number()}, book_{node_}, thread_{[this] { run(); }}
{
}

void ChangeNotices::stop()
{
    stopping_.store(true);
    parts_.bell.wake();
    std::call_once(joined_, [this] { thread_.join(); });
}

void ChangeNotices::run()
{
    auto pause = milliseconds{kFirstPause};
    while (!stopping_.load()) {
        try {
            converse();
            return;
        } catch (std::exception const& failure) {
            turn(false, failure.what());
        }
        line_.reset();
        // A line that held for a while may break again at once; one that never does is hopeless.
        pause = now() - opened_ < kLongestPause ? std::min<milliseconds>(2 * pause, kLongestPause)
                                                : kFirstPause;
        auto const until = now() + pause;
        while (!stopping_.load() && now() < until) {
            wait(std::chrono::ceil<milliseconds>(until - now()), -1);
        }
    }
}

void ChangeNotices::converse()
{
    opened_ = now();
    book_.forget();
    line_ = parts_.open();
    opened_ = now();
    spoken_ = {};
    parts_.on_news(kAllTopics);
    while (!stopping_.load()) {
        wait(until_next_word(now()), line_->descriptor());
        listen();
        auto const instant = now();
        if (until_next_word(instant) == 0ms) {
            speak(instant);
            // What arrived while it spoke has been read already: nothing wakes us for it.
            listen();
        }
        auto const heard = book_.echoed_within(kSilence, instant);
        if (!heard && instant - opened_ > kSilence) {
            throw std::runtime_error{"nothing is heard on the line"};
        }
        if (heard) {
            turn(true, {});
        }
    }
    if (to_tell_ != kNoTopic) {
        speak(now());
    }
}

milliseconds ChangeNotices::until_next_word(Instant instant) const
{
    auto const pause = to_tell_ != kNoTopic ? kLeastPause : kSignOfLife;
    return std::max<milliseconds>(std::chrono::ceil<milliseconds>(spoken_ + pause - instant), 0ms);
}

void ChangeNotices::speak(Instant instant)
{
    // What cannot be said now need not be said later: who was not told looks anyhow, and a new line
    // begins with a look at everything.
    line_->send(to_text({node_, ++seq_, std::exchange(to_tell_, kNoTopic)}));
    spoken_ = instant;
}

void ChangeNotices::listen()
{
    auto news = kNoTopic;
    for (auto const& text : line_->received()) {
        if (auto const notice = parse_notice(text)) {
            news |= book_.take(*notice, now());
        }
    }
    if (news != kNoTopic) {
        parts_.on_news(news);
    }
}

void ChangeNotices::turn(bool flowing, std::string_view why)
{
    if (flowing_.exchange(flowing) != flowing && parts_.on_turn) {
        parts_.on_turn(flowing, why);
    }
}

// Until the bell rings, the line has something or the time is over.
bool ChangeNotices::wait(milliseconds most, int line)
{
    std::array<pollfd, 2> waits{
        pollfd{parts_.bell.descriptor(), POLLIN, 0}, pollfd{line, POLLIN, 0}
    };
    auto const woken = ::poll(waits.data(), line < 0 ? 1 : 2, static_cast<int>(most.count())) > 0;
    to_tell_ |= parts_.bell.take();
    return woken;
}

}  // namespace upbeat::platform

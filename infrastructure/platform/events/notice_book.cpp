#include <upbeat/infrastructure/platform/events/notice_book.hpp>

namespace upbeat::platform {
namespace {

// A node that says nothing for so long is gone: each gives a sign of life every second.
constexpr std::chrono::minutes kGone{1};

}  // namespace

Topics NoticeBook::take(Notice const& notice, Instant now)
{
    if (notice.node == own_) {
        echo_ = now;
        return kNoTopic;
    }
    auto const [at, is_new] = heard_.try_emplace(notice.node, Heard{notice.seq, now});
    if (is_new) {
        std::erase_if(heard_, [now](auto const& node) { return now - node.second.at > kGone; });
        return kAllTopics;
    }
    auto& heard = at->second;
    heard.at = now;
    // Redis and PostgreSQL keep the order of one sender, so a number that falls back is a repeat.
    auto const gap = notice.seq > heard.seq + 1;
    heard.seq = std::max(heard.seq, notice.seq);
    return gap ? kAllTopics : notice.topics & kAllTopics;
}

void NoticeBook::forget()
{
    heard_.clear();
    echo_ = {};
}

}  // namespace upbeat::platform

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace upbeat::platform {

// What a change was about, as bits, so that one notice can name several.
enum class Topic : unsigned {
    votes = 1U << 0U,      // the ledger grew
    items = 1U << 1U,      // a track or tool
    agents = 1U << 2U,     // an agent
    keys = 1U << 3U,       // a key was revoked or altered
    standings = 1U << 4U,  // what administrators and detectors did to voters
};

using Topics = unsigned;

inline constexpr Topics kNoTopic = 0;
inline constexpr Topics kAllTopics = 31;

constexpr Topics topics(Topic topic)
{
    return static_cast<Topics>(topic);
}
constexpr Topics operator|(Topic left, Topic right)
{
    return topics(left) | topics(right);
}
constexpr Topics operator|(Topics left, Topic right)
{
    return left | topics(right);
}

// One node telling the others that it committed something, and where to look. It says no more: the
// truth is read from the database. A notice without a topic only shows that the line is alive.
struct Notice {
    std::uint64_t node = 0;  // of one run of the program, drawn at random
    std::uint64_t seq = 0;   // 1, 2, 3, ... within it
    Topics topics = kNoTopic;

    bool operator==(Notice const&) const = default;
};

// "1 <node, hexadecimal> <seq> <topics>". The first number is the version of this form.
std::string to_text(Notice const& notice);
// Nothing for a text of another form or version. Topics of a later version are kept as bits.
std::optional<Notice> parse_notice(std::string_view text);

}  // namespace upbeat::platform

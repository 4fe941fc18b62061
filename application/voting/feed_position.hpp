#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::voting {

// A place in a score feed: the id of an event. The instant is that of the newest ledger entry that
// is contained, which every node understands; node and tick make it exact where it was given out.
struct FeedPosition {
    Timestamp newest{};
    std::int32_t node = 0;   // the writer's number, unique for each start of a program
    std::uint64_t tick = 0;  // counted from 1 by that node

    bool operator==(FeedPosition const&) const = default;
};

// "<microseconds since the epoch>.<node>.<tick>"; the last two may be missing when it is read.
std::string to_text(FeedPosition const& position);
std::optional<FeedPosition> parse_feed_position(std::string_view text);

}  // namespace upbeat::voting

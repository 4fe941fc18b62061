#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace upbeat::voting {

// The public name of a ledger entry: "vot_" and 13 characters of lower-case Crockford base 32 that
// hold the writer (24 bits) and its sequence number (40 bits). Sorts by time within one writer.
struct VoteId {
    std::int32_t writer = 0;
    std::int64_t seq = 0;

    std::string text() const;
    static std::optional<VoteId> parse(std::string_view text);

    bool operator==(VoteId const&) const = default;
};

}  // namespace upbeat::voting

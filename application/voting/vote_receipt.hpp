#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <upbeat/domain/kernel/direction.hpp>
#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>
#include <upbeat/domain/voting/tally.hpp>
#include <upbeat/domain/voting/vote_id.hpp>

namespace upbeat::voting {

// Told to a voter whose voting set off a detector. The vote counts; while the flag lasts, votes
// weigh half.
struct VoteWarning {
    bool burst = false;           // ten or more votes in the minute before
    bool volume = false;          // more than fifty in the five minutes before
    bool unidirectional = false;  // and all in one direction
    bool coordinated = false;     // together with related agents
    Timestamp flagged_until{};

    bool operator==(VoteWarning const&) const = default;
};

// What became of an accepted intent; it is durable and in the projections when this is returned.
struct VoteReceipt {
    VoteId id{};
    ItemKind kind = ItemKind::track;
    std::string item_id{};
    std::string agent_id{};
    Direction direction = Direction::abstain;
    Reason reason = Reason::cast;
    Weight weight{};  // as frozen in the ledger
    bool verified = true;
    std::int32_t revision = 0;
    Timestamp at{};
    Tally tally{};  // of the item, with this vote
    std::optional<VoteWarning> warning{};
};

}  // namespace upbeat::voting

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/vote_receipt.hpp>
#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/direction.hpp>
#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>

namespace upbeat::voting {

// Who votes: an agent whose credential was checked, or somebody who only claims a name.
struct RegisteredVoter {
    VoterNum num{};
    std::string agent_id{};
    Tier tier = Tier::free;
    bool suspended = false;  // what the credential says; the state's own word counts too
};

struct GuestVoter {
    std::string agent_id{};
};

using Voter = std::variant<RegisteredVoter, GuestVoter>;

enum class Operation : unsigned char {
    cast,      // the first vote; a repeat is a duplicate
    change,    // needs a standing vote; the same direction again is accepted and writes nothing
    withdraw,  // needs a standing vote; `direction` is ignored
    // Not its voter's doing: by a moderator or a rule. `direction` is ignored, the note is kept as
    // it is given, and of the voter only the number counts, which may be a guest's.
    quarantine,
    void_vote,
    restore,
};

constexpr bool is_follow_up(Operation operation)
{
    return operation == Operation::quarantine || operation == Operation::void_vote ||
           operation == Operation::restore;
}

// What one voter wants to do to one item. The edge has checked the shape and the id's form.
struct VoteIntent {
    ItemKind kind = ItemKind::track;
    std::string item_id{};
    Voter voter{};
    Operation operation = Operation::cast;
    Direction direction = Direction::abstain;
    VoteNote note{};
    std::uint64_t network = 0;  // keyed hash of (UTC day, client network); 0 counts nowhere
    VoteSource source = VoteSource::external;
    std::uint16_t marks = 0;  // EntryFlags bits that a follow-up gets besides its own
};

// The intents of one request: decided together, never split over two batches. Several groups make
// a batch. If `answer` is set, the row it makes of the outcomes is stored in the transaction of the
// group's last entry; no row for outcomes that a repeat may change. It may be called several times.
struct VoteGroup {
    std::vector<VoteIntent> intents{};
    std::function<std::optional<IdempotencyRow>(std::vector<Result<VoteReceipt>> const&)> answer{};
};

}  // namespace upbeat::voting

#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::contracts {

// A track or tool was published, changed, hidden, removed or restored: what the others need to
// know of it. `votable` is false while it is not live.
struct ItemChanged {
    ItemNum num{};
    ItemKind kind = ItemKind::track;
    std::string id{};
    bool votable = true;
    Timestamp created_at{};
    Timestamp changed_at{};
    VoterNum owner{};        // 0 when nobody who votes owns it
    std::string owner_id{};  // the owning agent's public id, or empty
    std::string platform{};  // its canonical name ("Suno AI"); empty for a tool
    std::string genre{};     // a slug; empty for a tool or when unknown
    std::string mood{};      // the first mood; empty when unknown
    std::string category{};  // of a tool
};

// An agent registered, was claimed, renamed, suspended or activated again, or chose other
// preferences.
struct AgentChanged {
    VoterNum voter{};
    std::string agent_id{};
    Timestamp created_at{};
    Timestamp changed_at{};
    bool guest = false;  // it voted without a key and nobody registered it yet
    bool suspended = false;
    std::string preferences{};  // a JSON object
};

// A key no longer opens anything, or opens something else (its tier moved, it got an end).
struct KeyChanged {
    std::string key_id{};
    std::string key_hash{};
    Timestamp changed_at{};
};

using Event = std::variant<ItemChanged, AgentChanged, KeyChanged>;

}  // namespace upbeat::contracts

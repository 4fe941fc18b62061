#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::voting {

// Whoever answers for an agent or an item: two of them with the same number belong to one person.
// 0 is nobody. An agent without an account answers for itself under its own voter number; accounts
// are numbered below zero, so that the two never meet.
using OwnerNum = Num<struct OwnerTag>;

enum class ItemStatus : unsigned char {
    live,     // can be voted on and is ranked
    hidden,   // exists, takes no votes, is in no chart
    removed,  // as hidden
};

// What voting knows of a track or a tool. Texts are lower-case slugs where the catalogue keeps
// slugs; an empty text is "none".
struct ItemFacts {
    ItemNum num{};
    ItemKind kind = ItemKind::track;
    ItemStatus status = ItemStatus::live;
    OwnerNum owner{};  // who created it
    Timestamp created_at{};
    std::string id{};
    std::string genre{};     // of a tool: its category
    std::string mood{};      // the first one
    std::string platform{};  // as the catalogue names it, for example "Suno AI"
};

// A platform as the four bits that a ledger entry keeps: 0 for none, 1..4 for the known ones, and
// 5..15 by a stable hash for all others. Letter case does not matter.
unsigned platform_code(std::string_view platform);

// What voting knows of a registered agent.
struct VoterFacts {
    VoterNum num{};
    OwnerNum owner{};
    Timestamp created_at{};
    bool suspended = false;
};

}  // namespace upbeat::voting

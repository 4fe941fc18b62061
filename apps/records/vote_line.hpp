#pragma once

#include <string>

#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>

namespace upbeat::apps {

// One entry of the ledger with the names that people know.
struct NamedEntry {
    voting::LedgerEntry entry{};
    ItemKind kind = ItemKind::track;
    std::string item_id{};
    std::string agent_id{};
};

// As a line of NDJSON: every entry, superseded ones too, in the order of the ledger.
std::string to_line(NamedEntry const& named);

}  // namespace upbeat::apps

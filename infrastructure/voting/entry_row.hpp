#pragma once

#include <cstdint>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/infrastructure/platform/sql/row.hpp>

namespace upbeat::voting {

// Fills in the small numbers, which the statements pack into one column.
inline void unpack(LedgerEntry& entry, std::uint64_t packed)
{
    auto const bits = [packed](unsigned shift, std::uint64_t mask) {
        return static_cast<std::int32_t>((packed >> shift) & mask);
    };
    entry.direction = static_cast<Direction>(bits(0, 0x3) - 1);
    entry.prior_direction = static_cast<Direction>(bits(2, 0x3) - 1);
    entry.reason = static_cast<Reason>(bits(4, 0xF));
    entry.source = static_cast<VoteSource>(bits(8, 0xF));
    entry.weight = {bits(12, 0xFFFF)};
    entry.prior_weight = {bits(28, 0xFFFF)};
    entry.flags = EntryFlags{static_cast<std::uint16_t>(bits(44, 0xFFFF))};
}

// Reads what kEntryColumns of ledger_statements.hpp lists.
inline LedgerEntry entry_of(sql::Row const& row)
{
    LedgerEntry entry;
    entry.item = {row.integer(0)};
    entry.voter = {row.integer(1)};
    entry.revision = static_cast<std::int32_t>(row.integer(2));
    entry.at = row.time(3);
    entry.prior_at = row.time(4);
    entry.network = static_cast<std::uint64_t>(row.integer(5));
    entry.writer = static_cast<std::int32_t>(row.integer(6));
    entry.seq = row.integer(7);
    unpack(entry, static_cast<std::uint64_t>(row.integer(8)));
    return entry;
}

// Reads what kVoteColumns lists.
inline LedgerRecord record_of(sql::Row const& row)
{
    LedgerRecord record{.entry = entry_of(row)};
    record.note.comment = row.maybe_string(9);
    record.note.reasoning = row.maybe_string(10);
    if (auto const confidence = row.maybe_integer(11)) {
        record.note.confidence = static_cast<std::int32_t>(*confidence);
    }
    return record;
}

}  // namespace upbeat::voting

#pragma once

#include <cstdint>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/infrastructure/platform/sql/row.hpp>

namespace upbeat::voting {

// Reads what kEntryColumns of ledger_statements.hpp lists.
inline LedgerEntry entry_of(sql::Row const& row)
{
    auto const packed = static_cast<std::uint64_t>(row.integer(8));
    auto const bits = [packed](unsigned shift, std::uint64_t mask) {
        return static_cast<std::int32_t>((packed >> shift) & mask);
    };
    auto const direction = [&](unsigned shift) {
        return static_cast<Direction>(bits(shift, 0x3) - 1);
    };
    return {
        .item = {row.integer(0)},
        .voter = {row.integer(1)},
        .revision = static_cast<std::int32_t>(row.integer(2)),
        .direction = direction(0),
        .reason = static_cast<Reason>(bits(4, 0xF)),
        .source = static_cast<VoteSource>(bits(8, 0xF)),
        .prior_direction = direction(2),
        .weight = {bits(12, 0xFFFF)},
        .prior_weight = {bits(28, 0xFFFF)},
        .at = row.time(3),
        .prior_at = row.time(4),
        .network = static_cast<std::uint64_t>(row.integer(5)),
        .writer = static_cast<std::int32_t>(row.integer(6)),
        .seq = row.integer(7),
        .flags = EntryFlags{static_cast<std::uint16_t>(bits(44, 0xFFFF))},
    };
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

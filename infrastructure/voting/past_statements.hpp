#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>
#include <upbeat/infrastructure/voting/ledger_statements.hpp>

// What looks back at the ledger, and at when items were shown.
namespace upbeat::voting::sql_text {

using sql::Column;
using sql::Statement;

// What counting needs of an entry, the small numbers packed into one as in entry_row.hpp: on ten
// million rows each column costs a second.
inline constexpr sql::Columns kCountedColumns{
    Column::integer,  // item
    Column::integer,  // voter
    Column::integer,  // at
    Column::integer,  // prior_at
    Column::integer,  // packed
};

#define UPBEAT_PACKED                                                                   \
    "cast(l.direction + 1 as bigint) | (cast(l.prior_direction + 1 as bigint) << 2) | " \
    "(cast(l.reason as bigint) << 4) | (cast(l.source as bigint) << 8) | "              \
    "(cast(l.weight as bigint) << 12) | (cast(l.prior_weight as bigint) << 28) | "      \
    "(cast(l.flags as bigint) << 44)"
#define UPBEAT_COUNTED_ENTRY "l.item, l.voter, l.at, l.prior_at, " UPBEAT_PACKED

// The whole ledger as it lies in storage.
inline constexpr Statement kEverything{
    .name = "voting.everything",
    .sql = "select " UPBEAT_COUNTED_ENTRY " from voting_ledger l",
    .columns = kCountedColumns,
    .large = true
};

// A part of one writer's sequence.
inline constexpr Statement kStretch{
    .name = "voting.stretch",
    .sql = "select " UPBEAT_COUNTED_ENTRY R"sql( from voting_ledger l
where l.writer = :writer and l.seq > :after and l.seq <= :last)sql",
    .columns = kCountedColumns,
    .large = true
};

// The beginning of a voter's life, up to an instant. Reads the voter's entries by their index.
inline constexpr Statement kVoterLife{
    .name = "voting.voter_life",
    .sql =
        "select l.item, l.voter, l.revision, l.at, l.prior_at, l.network, l.writer, "
        "l.seq, " UPBEAT_PACKED R"sql( from voting_ledger l
where l.voter = :voter and l.at <= :until order by l.at, l.writer, l.seq limit :most)sql",
    .columns = kEntryColumns
};

#undef UPBEAT_COUNTED_ENTRY
#undef UPBEAT_PACKED

// The writer that follows one in the order of their numbers: a probe of the index of (writer, seq).
inline constexpr Statement kWriterBehind{
    .name = "voting.writer_behind",
    .sql = "select writer from voting_ledger where writer > :after order by writer limit 1",
    .columns = {Column::integer}
};

inline constexpr Statement kLastOfWriter{
    .name = "voting.last_of_writer",
    .sql = "select seq from voting_ledger where writer = :writer order by seq desc limit 1",
    .columns = {Column::integer}
};

inline constexpr Statement kFlaggedVotes{
    .name = "voting.flagged_votes",
    .sql = "select voter, at from voting_ledger where (flags & 1) = 1 order by at, writer, seq",
    .columns = {Column::integer, Column::integer},
    .large = true
};

inline constexpr Statement kStatusChanges{
    .name = "voting.status_changes",
    .sql = R"sql(
select seq, num, at, status from catalog_status_changes where at >= :since order by at, seq)sql",
    .columns = {Column::integer, Column::integer, Column::integer, Column::text}
};

inline constexpr auto kPastStatements = sql::registry(
    kEverything, kStretch, kVoterLife, kWriterBehind, kLastOfWriter, kFlaggedVotes, kStatusChanges
);

}  // namespace upbeat::voting::sql_text

#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>
#include <upbeat/infrastructure/voting/answer_statements.hpp>

// The ledger's SQL. Items and voters are asked for together with the item's lane, because the
// lane leads the key: `item & 63` is domain/voting/lane.hpp in SQL, for negative numbers too.
namespace upbeat::voting::sql_text {

using sql::Column;
using sql::Statement;

// A line of the ledger as its readers take it: every whole number of the entry, the small ones
// packed into one (entry_row.hpp), because on ten million rows each column costs a second.
inline constexpr sql::Columns kEntryColumns{
    Column::integer,  // item
    Column::integer,  // voter
    Column::integer,  // revision
    Column::integer,  // at
    Column::integer,  // prior_at
    Column::integer,  // network
    Column::integer,  // writer
    Column::integer,  // seq
    Column::integer,  // packed
};

// The same and the note.
inline constexpr sql::Columns kVoteColumns{
    Column::integer,
    Column::integer,
    Column::integer,
    Column::integer,
    Column::integer,
    Column::integer,
    Column::integer,
    Column::integer,
    Column::integer,
    Column::text,
    Column::text,
    Column::integer,
};

#define UPBEAT_LEDGER_ENTRY                                                             \
    "l.item, l.voter, l.revision, l.at, l.prior_at, l.network, l.writer, l.seq, "       \
    "cast(l.direction + 1 as bigint) | (cast(l.prior_direction + 1 as bigint) << 2) | " \
    "(cast(l.reason as bigint) << 4) | (cast(l.source as bigint) << 8) | "              \
    "(cast(l.weight as bigint) << 12) | (cast(l.prior_weight as bigint) << 28) | "      \
    "(cast(l.flags as bigint) << 44)"
#define UPBEAT_LEDGER_VOTE UPBEAT_LEDGER_ENTRY ", l.comment, l.reasoning, l.confidence"

// One statement a batch. Returns what it inserted by the writer's own sequence; what is missing
// from the answer was there before.
inline constexpr Statement kAppend{
    .name = "voting.append",
    .sql = R"sql(
insert into voting_ledger (lane, item, voter, revision, direction, weight, at, reason, flags,
    prior_direction, prior_weight, prior_at, network, source, writer, seq, comment, reasoning,
    confidence)
values (:item & 63, :item, :voter, :revision, :direction, :weight, :at, :reason, :flags,
    :prior_direction, :prior_weight, :prior_at, :network, :source, :writer, :seq, :comment,
    :reasoning, :confidence)
on conflict do nothing returning writer, seq)sql",
    .columns = {Column::integer, Column::integer},
    .postgres = R"sql(
insert into voting_ledger (lane, item, voter, revision, direction, weight, at, reason, flags,
    prior_direction, prior_weight, prior_at, network, source, writer, seq, comment, reasoning,
    confidence)
select cast(item & 63 as smallint), item, voter, revision, direction, weight, at, reason, flags,
    prior_direction, prior_weight, prior_at, network, source, writer, seq, comment, reasoning,
    confidence
from unnest(cast(:item as bigint[]), cast(:voter as bigint[]), cast(:revision as int[]),
    cast(:direction as smallint[]), cast(:weight as int[]), cast(:at as bigint[]),
    cast(:reason as smallint[]), cast(:flags as smallint[]), cast(:prior_direction as smallint[]),
    cast(:prior_weight as int[]), cast(:prior_at as bigint[]), cast(:network as bigint[]),
    cast(:source as smallint[]), cast(:writer as int[]), cast(:seq as bigint[]),
    cast(:comment as text[]), cast(:reasoning as text[]), cast(:confidence as int[]))
    as r (item, voter, revision, direction, weight, at, reason, flags, prior_direction,
        prior_weight, prior_at, network, source, writer, seq, comment, reasoning, confidence)
on conflict do nothing returning writer, seq)sql"
};

// Every revision of some votes: the caller keeps the last of each. One range of the key for each
// pair.
inline constexpr Statement kHistories{
    .name = "voting.histories",
    .sql = "select " UPBEAT_LEDGER_ENTRY R"sql( from voting_ledger l
where l.lane = (:item & 63) and l.item = :item and l.voter = :voter)sql",
    .columns = kEntryColumns,
    .postgres = "select " UPBEAT_LEDGER_ENTRY R"sql(
from unnest(cast(:item as bigint[]), cast(:voter as bigint[])) as p (item, voter)
join voting_ledger l on l.lane = cast(p.item & 63 as smallint) and l.item = p.item
    and l.voter = p.voter)sql"
};

// Which of a writer's entries from `first` to `last` stand in the ledger.
inline constexpr Statement kStanding{
    .name = "voting.standing",
    .sql = R"sql(
select seq from voting_ledger where writer = :writer and seq >= :first and seq <= :last)sql",
    .columns = {Column::integer}
};

// Which of many entries stand in the ledger.
inline constexpr Statement kHeld{
    .name = "voting.held",
    .sql = "select writer, seq from voting_ledger where writer = :writer and seq = :seq",
    .columns = {Column::integer, Column::integer},
    .postgres = R"sql(
select l.writer, l.seq from unnest(cast(:writer as int[]), cast(:seq as bigint[])) as p (writer, seq)
join voting_ledger l on l.writer = p.writer and l.seq = p.seq)sql"
};

// A writer's entries after one of them and not before an instant, in order.
inline constexpr Statement kFollow{
    .name = "voting.follow",
    .sql = "select " UPBEAT_LEDGER_ENTRY R"sql( from voting_ledger l
where l.writer = :writer and l.seq > :after and l.at >= :since order by l.seq limit :most)sql",
    .columns = kEntryColumns,
    .large = true
};

// The first entries of each of some writers after the one that was read last. A probe of the index
// for each writer.
inline constexpr Statement kNews{
    .name = "voting.news",
    .sql = "select " UPBEAT_LEDGER_ENTRY R"sql( from voting_ledger l
where l.writer = :writer and l.seq > :after order by l.seq limit :most)sql",
    .columns = kEntryColumns,
    .postgres = "select " UPBEAT_LEDGER_ENTRY R"sql(
from unnest(cast(:writer as int[]), cast(:after as bigint[]), cast(:most as int[]))
    as w (writer, after, most)
cross join lateral (select v.* from voting_ledger v where v.writer = w.writer and v.seq > w.after
    order by v.seq limit w.most) l)sql"
};

// The latest entries of a writer, backwards.
inline constexpr Statement kNewest{
    .name = "voting.newest",
    .sql = "select " UPBEAT_LEDGER_ENTRY R"sql( from voting_ledger l
where l.writer = :writer order by l.seq desc limit :most)sql",
    .columns = kEntryColumns,
    .large = true
};

// The first entry of the writer that follows one in the order of their numbers. Probes the index
// of (writer, seq), where `select distinct writer` would read all of it.
inline constexpr Statement kNextWriter{
    .name = "voting.next_writer",
    .sql = "select " UPBEAT_LEDGER_ENTRY R"sql( from voting_ledger l
where l.writer > :after order by l.writer, l.seq limit 1)sql",
    .columns = kEntryColumns
};

inline constexpr Statement kCount{
    .name = "voting.count_entries",
    .sql = "select count(*) from voting_ledger",
    .columns = {Column::integer}
};

inline constexpr Statement kFind{
    .name = "voting.find",
    .sql = "select " UPBEAT_LEDGER_VOTE R"sql( from voting_ledger l
where l.writer = :writer and l.seq = :seq)sql",
    .columns = kVoteColumns
};

// The standing votes of an item, newest first; `source` is one of external, bootstrap, internal, or
// -1 for all. Reads every vote of the item: about a microsecond each.
inline constexpr Statement kItemVotes{
    .name = "voting.item_votes",
    .sql = "select " UPBEAT_LEDGER_VOTE R"sql(
from (select v.*, row_number() over (partition by v.voter order by v.revision desc) as place
    from voting_ledger v where v.lane = :lane and v.item = :item) l
where l.place = 1 and l.reason <> 2 and l.reason <> 3
    and (cast(:source as int) < 0 or l.source = :source)
order by l.at desc, l.writer desc, l.seq desc limit :most offset :skip)sql",
    .columns = kVoteColumns
};

inline constexpr Statement kCountItemVotes{
    .name = "voting.count_item_votes",
    .sql = R"sql(
select count(*)
from (select v.reason, v.source,
        row_number() over (partition by v.voter order by v.revision desc) as place
    from voting_ledger v where v.lane = :lane and v.item = :item) l
where l.place = 1 and l.reason <> 2 and l.reason <> 3
    and (cast(:source as int) < 0 or l.source = :source))sql",
    .columns = {Column::integer}
};

inline constexpr Statement kVoterVotes{
    .name = "voting.voter_votes",
    .sql = "select " UPBEAT_LEDGER_VOTE R"sql(
from (select v.*, row_number() over (partition by v.item order by v.revision desc) as place
    from voting_ledger v where v.voter = :voter) l
where l.place = 1 and l.reason <> 2 and l.reason <> 3
order by l.at desc, l.writer desc, l.seq desc limit :most offset :skip)sql",
    .columns = kVoteColumns
};

inline constexpr Statement kCountVoterVotes{
    .name = "voting.count_voter_votes",
    .sql = R"sql(
select count(*)
from (select v.reason, row_number() over (partition by v.item order by v.revision desc) as place
    from voting_ledger v where v.voter = :voter) l
where l.place = 1 and l.reason <> 2 and l.reason <> 3)sql",
    .columns = {Column::integer}
};

inline constexpr Statement kVoterHistory{
    .name = "voting.voter_history",
    .sql = "select " UPBEAT_LEDGER_ENTRY R"sql( from voting_ledger l
where l.voter = :voter order by l.at, l.writer, l.seq)sql",
    .columns = kEntryColumns,
    .large = true
};

inline constexpr auto kLedgerStatements = sql::registry(
    kAppend,
    kHistories,
    kStanding,
    kHeld,
    kNews,
    kNewest,
    kNextWriter,
    kFollow,
    kCount,
    kFind,
    kItemVotes,
    kCountItemVotes,
    kVoterVotes,
    kCountVoterVotes,
    kVoterHistory,
    kKeepAnswer,
    kKeptAnswer
);

#undef UPBEAT_LEDGER_ENTRY
#undef UPBEAT_LEDGER_VOTE

}  // namespace upbeat::voting::sql_text

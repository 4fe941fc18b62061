#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

// Questions to the tables of other contexts, for the gateways only, and the writers' numbers.
namespace upbeat::voting::sql_text {

using sql::Column;
using sql::Statement;

inline constexpr sql::Columns kFactsColumns{
    Column::integer,  // num
    Column::integer,  // kind
    Column::text,     // id
    Column::text,     // status
    Column::integer,  // the owning agent's number, or 0
    Column::integer,  // created
    Column::integer,  // changed
    Column::text,     // genre or category
    Column::text,     // moods, a JSON array
    Column::text,     // platform
};

inline constexpr Statement kTrackFacts{
    .name = "voting.track_facts",
    .sql = R"sql(
select i.num, i.kind, i.id, t.status, coalesce(t.creator_agent, 0), t.created_at, t.updated_at,
    t.genre, t.moods, t.platform
from catalog_tracks t join catalog_items i on i.num = t.num
where t.updated_at >= :since)sql",
    .columns = kFactsColumns,
    .large = true
};

inline constexpr Statement kToolFacts{
    .name = "voting.tool_facts",
    .sql = R"sql(
select i.num, i.kind, i.id, t.status, coalesce(t.creator_agent, 0), t.created_at, t.updated_at,
    t.category, '[]', ''
from catalog_tools t join catalog_items i on i.num = t.num
where t.updated_at >= :since)sql",
    .columns = kFactsColumns,
    .large = true
};

inline constexpr Statement kNewWriter{
    .name = "voting.new_writer",
    .sql = "insert into voting_writers (started_at) values (:at) returning writer",
    .columns = {Column::integer}
};

inline constexpr Statement kWriters{
    .name = "voting.writers",
    .sql = "select writer from voting_writers where writer > :after order by writer",
    .columns = {Column::integer}
};

inline constexpr Statement kAppendAdjustment{
    .name = "voting.append_adjustment",
    .sql = R"sql(
insert into voting_reputation_changes (voter, at, old_value, new_value, delta, reason, by_whom)
values (:voter, :at, 0, 0, :delta, :reason, :by_whom) returning seq)sql",
    .columns = {Column::integer}
};

inline constexpr sql::Columns kAdjustmentColumns{
    Column::integer, Column::integer, Column::integer, Column::text, Column::text, Column::integer
};

inline constexpr Statement kAdjustments{
    .name = "voting.adjustments",
    .sql = R"sql(
select voter, at, delta, reason, by_whom, seq from voting_reputation_changes
where at >= :since order by at, seq)sql",
    .columns = kAdjustmentColumns
};

inline constexpr Statement kAdjustmentsOf{
    .name = "voting.adjustments_of",
    .sql = R"sql(
select voter, at, delta, reason, by_whom, seq from voting_reputation_changes
where voter = :voter order by at, seq)sql",
    .columns = kAdjustmentColumns
};

inline constexpr auto kDirectoryStatements = sql::registry(
    kTrackFacts, kToolFacts, kNewWriter, kWriters, kAppendAdjustment, kAdjustments, kAdjustmentsOf
);

}  // namespace upbeat::voting::sql_text

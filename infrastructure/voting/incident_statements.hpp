#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

// The SQL of incidents. The tables are small: a few rows for every agent that ever misbehaved.
namespace upbeat::voting::sql_text {

using sql::Column;
using sql::Statement;

#define UPBEAT_INCIDENT                                                                    \
    "id, case_id, voter, at, until, item, decided_at, appealed_at, changed_at, detector, " \
    "action, status, holds_vote, settled, evidence, decided_by, decision, appeal"

inline constexpr sql::Columns kIncidentColumns{
    Column::text,
    Column::text,
    Column::integer,
    Column::integer,
    Column::integer,
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
    Column::text,
    Column::text,
};

inline constexpr Statement kAppendIncident{
    .name = "voting.append_incident",
    .sql = R"sql(
insert into voting_incidents (id, case_id, voter, at, until, item, decided_at, appealed_at,
    changed_at, detector, action, status, holds_vote, settled, evidence, decided_by, decision,
    appeal)
values (:id, :case_id, :voter, :at, :until, :item, :decided_at, :appealed_at, :changed_at,
    :detector, :action, :status, :holds_vote, :settled, :evidence, :decided_by, :decision, :appeal)
on conflict do nothing)sql",
    .postgres = R"sql(
insert into voting_incidents (id, case_id, voter, at, until, item, decided_at, appealed_at,
    changed_at, detector, action, status, holds_vote, settled, evidence, decided_by, decision,
    appeal)
select * from unnest(
    cast(:id as text[]), cast(:case_id as text[]), cast(:voter as bigint[]),
    cast(:at as bigint[]), cast(:until as bigint[]), cast(:item as bigint[]),
    cast(:decided_at as bigint[]), cast(:appealed_at as bigint[]), cast(:changed_at as bigint[]),
    cast(:detector as smallint[]), cast(:action as smallint[]), cast(:status as smallint[]),
    cast(:holds_vote as smallint[]), cast(:settled as smallint[]), cast(:evidence as text[]),
    cast(:decided_by as text[]), cast(:decision as text[]), cast(:appeal as text[]))
on conflict do nothing)sql"
};

// Only if nobody changed it since `before`.
inline constexpr Statement kUpdateIncident{.name = "voting.update_incident", .sql = R"sql(
update voting_incidents set until = :until, status = :status, holds_vote = :holds_vote,
    settled = :settled, decided_by = :decided_by, decided_at = :decided_at, decision = :decision,
    appeal = :appeal, appealed_at = :appealed_at, changed_at = :changed_at
where id = :id and changed_at = :before)sql"};

inline constexpr Statement kFindIncident{
    .name = "voting.find_incident",
    .sql = "select " UPBEAT_INCIDENT " from voting_incidents where id = :id",
    .columns = kIncidentColumns
};

inline constexpr Statement kIncidentsOfCase{
    .name = "voting.incidents_of_case",
    .sql = "select " UPBEAT_INCIDENT " from voting_incidents where case_id = :case_id order by id",
    .columns = kIncidentColumns
};

// Filters: 0 for any voter, -1 for any of the others.
#define UPBEAT_INCIDENT_FILTER                                  \
    " where (cast(:voter as bigint) = 0 or voter = :voter)"     \
    " and (cast(:detector as int) < 0 or detector = :detector)" \
    " and (cast(:action as int) < 0 or action = :action)"       \
    " and (cast(:status as int) < 0 or status = :status)"

inline constexpr Statement kListIncidents{
    .name = "voting.list_incidents",
    .sql = "select " UPBEAT_INCIDENT " from voting_incidents" UPBEAT_INCIDENT_FILTER
           " order by at desc, id desc limit :most offset :skip",
    .columns = kIncidentColumns
};

inline constexpr Statement kCountIncidents{
    .name = "voting.count_incidents",
    .sql = "select count(*) from voting_incidents" UPBEAT_INCIDENT_FILTER,
    .columns = {Column::integer}
};

inline constexpr Statement kRelevantIncidents{
    .name = "voting.relevant_incidents",
    .sql = "select " UPBEAT_INCIDENT R"sql( from voting_incidents
where changed_at >= :since or settled = 0
    or (status <> 3 and (holds_vote = 1 or (action = 3 and until is null)))
order by id)sql",
    .columns = kIncidentColumns,
    .large = true
};

inline constexpr Statement kChangedIncidents{
    .name = "voting.changed_incidents",
    .sql = "select " UPBEAT_INCIDENT R"sql( from voting_incidents
where changed_at >= :since order by changed_at, id)sql",
    .columns = kIncidentColumns
};

// Quarantined and voided votes of an item.
inline constexpr Statement kOutOfCount{
    .name = "voting.out_of_count",
    .sql = R"sql(
select coalesce(sum(case when l.reason = 7 then 1 else 0 end), 0),
    coalesce(sum(case when l.reason = 3 then 1 else 0 end), 0)
from (select v.reason, row_number() over (partition by v.voter order by v.revision desc) as place
    from voting_ledger v where v.lane = :lane and v.item = :item) l
where l.place = 1)sql",
    .columns = {Column::integer, Column::integer}
};

inline constexpr auto kIncidentStatements = sql::registry(
    kAppendIncident,
    kUpdateIncident,
    kFindIncident,
    kIncidentsOfCase,
    kListIncidents,
    kCountIncidents,
    kRelevantIncidents,
    kChangedIncidents,
    kOutOfCount
);

#undef UPBEAT_INCIDENT
#undef UPBEAT_INCIDENT_FILTER

}  // namespace upbeat::voting::sql_text

#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::platform::sql_text {

using sql::Column;
using sql::Statement;

inline constexpr Statement kRecordAudit{.name = "platform.record_audit", .sql = R"sql(
insert into platform_audit (at, actor, action, target_type, target_id, reason, request_id, detail)
values (:at, :actor, :action, :target_type, :target_id, :reason, :request_id, :detail))sql"};

// An empty text asks nothing; the table is small enough for one plan to serve every question.
inline constexpr Statement kListAudit{
    .name = "platform.list_audit",
    .sql = R"sql(
select seq, at, actor, action, target_type, target_id, reason, request_id, detail
from platform_audit
where (cast(:actor as text) = '' or actor = :actor)
    and (cast(:action as text) = '' or action = :action)
    and (cast(:target_id as text) = '' or target_id = :target_id)
order by seq desc limit :most offset :skip)sql",
    .columns =
        {Column::integer,
         Column::integer,
         Column::text,
         Column::text,
         Column::text,
         Column::text,
         Column::text,
         Column::text,
         Column::text}
};

inline constexpr Statement kCountAudit{
    .name = "platform.count_audit",
    .sql = R"sql(
select count(*) from platform_audit
where (cast(:actor as text) = '' or actor = :actor)
    and (cast(:action as text) = '' or action = :action)
    and (cast(:target_id as text) = '' or target_id = :target_id))sql",
    .columns = {Column::integer}
};

inline constexpr Statement kFindAnswer{
    .name = "platform.find_answer",
    .sql = R"sql(
select fingerprint, status, content_type, body, headers from platform_idempotency
where owner = :owner and request_key = :request_key)sql",
    .columns = {Column::text, Column::integer, Column::text, Column::text, Column::text}
};

inline constexpr Statement kKeepAnswer{.name = "platform.keep_answer", .sql = R"sql(
insert into platform_idempotency (owner, request_key, fingerprint, status, content_type, headers,
    body, created_at)
values (:owner, :request_key, :fingerprint, :status, :content_type, :headers, :body, :created_at)
on conflict do nothing)sql"};

inline constexpr Statement kForgetAnswers{
    .name = "platform.forget_answers",
    .sql = "delete from platform_idempotency where created_at < :before"
};

// The instant of the answer, not of the transaction's begin.
inline constexpr Statement kDatabaseTime{
    .name = "platform.database_time",
    .sql = "select cast((julianday('now') - 2440587.5) * 86400000000.0 as integer)",
    .columns = {Column::integer},
    .postgres = "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)"
};

inline constexpr auto kRecordsStatements = sql::registry(
    kRecordAudit, kListAudit, kCountAudit, kFindAnswer, kKeepAnswer, kForgetAnswers, kDatabaseTime
);

}  // namespace upbeat::platform::sql_text

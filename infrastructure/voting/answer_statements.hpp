#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

// Answers to votes under an Idempotency-Key. The statements are listed with the ledger's.
namespace upbeat::voting::sql_text {

using sql::Column;
using sql::Statement;

// In the transaction of the votes it answers. The table is the platform's.
inline constexpr Statement kKeepAnswer{.name = "voting.keep_answer", .sql = R"sql(
insert into platform_idempotency (owner, request_key, fingerprint, status, content_type, body,
    created_at)
values (:owner, :request_key, :fingerprint, :status, :content_type, :body, :created_at)
on conflict do nothing)sql"};

inline constexpr Statement kKeptAnswer{
    .name = "voting.kept_answer",
    .sql = R"sql(
select fingerprint, body from platform_idempotency
where owner = :owner and request_key = :request_key)sql",
    .columns = {Column::text, Column::text}
};

}  // namespace upbeat::voting::sql_text

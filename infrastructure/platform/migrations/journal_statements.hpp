#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::sql {

// The catalogues of the engines have nothing in common.
inline constexpr Statement kJournalExists{
    .name = "migrations.journal_exists",
    .sql =
        "select count(*) from sqlite_master where type = 'table' and name = 'platform_migrations'",
    .columns = {Column::integer},
    .postgres = "select case when to_regclass('platform_migrations') is null then 0 else 1 end"
};

inline constexpr Statement kApplied{
    .name = "migrations.applied",
    .sql = "select number, name, checksum from platform_migrations order by number",
    .columns = {Column::integer, Column::text, Column::text}
};

inline constexpr Statement kRecord{
    .name = "migrations.record",
    .sql =
        "insert into platform_migrations (number, name, checksum, applied_at) "
        "values (:number, :name, :checksum, :now)"
};

inline constexpr auto kJournalStatements = registry(kJournalExists, kApplied, kRecord);

}  // namespace upbeat::sql

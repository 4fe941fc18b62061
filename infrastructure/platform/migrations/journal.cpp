#include "journal.hpp"
#include "journal_statements.hpp"

namespace upbeat::sql {

// SQLite's unit of work has the only write lock already. On PostgreSQL the transaction must not
// keep the snapshot it took before it waited, so it gives up repeatable read.
void Journal::lock()
{
    if (session_.engine() == Engine::postgres) {
        session_.script(
            "set transaction isolation level read committed;"
            "set local statement_timeout = 0;"
            "select pg_advisory_xact_lock(8510412736)"
        );
    }
}

void Journal::create()
{
    session_.script(
        "create table if not exists platform_migrations ("
        "    number integer not null,"
        "    name text not null,"
        "    checksum text not null,"
        "    applied_at bigint not null,"
        "    constraint platform_migrations_pkey primary key (number)"
        ")"
    );
}

bool Journal::exists()
{
    return session_.number(kJournalExists) != 0;
}

std::vector<Applied> Journal::applied()
{
    std::vector<Applied> all;
    session_.each(kApplied, {}, [&](Row const& row) {
        all.push_back(
            {.number = static_cast<int>(row.integer(0)),
             .name = row.string(1),
             .checksum = row.string(2)}
        );
    });
    return all;
}

void Journal::record(Migration const& migration, Timestamp now)
{
    session_.run(
        kRecord,
        {{"number", migration.number},
         {"name", migration.name},
         {"checksum", migration.checksum},
         {"now", now}}
    );
}

}  // namespace upbeat::sql

#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/sql/fresh_database.hpp>

using namespace upbeat;
using namespace upbeat::testing;

namespace {

using sql::Column;
using sql::Statement;

// Each gives lines of text that say the same on both engines if the schemas are the same. A number
// that the engine gives out is "identity" on both; elsewhere types must have the same name.
constexpr Statement kColumns{
    .name = "schema.columns",
    .sql = R"sql(
select m.name || '.' || c.name || ' '
    || case when lower(m.sql) like '%' || c.name || ' integer primary key autoincrement%'
       then 'identity' else lower(c.type) end
    || case when c."notnull" or c.pk > 0 then ' not null' else '' end
    || coalesce(' default ' || c.dflt_value, '')
from sqlite_master m, pragma_table_info(m.name) c
where m.type = 'table' and m.name not like 'sqlite~_%' escape '~' order by m.name, c.cid)sql",
    .columns = {Column::text},
    .postgres = R"sql(
select cast(table_name || '.' || column_name || ' '
    || case when is_identity = 'YES' then 'identity' else data_type end
    || case when is_nullable = 'NO' then ' not null' else '' end
    || coalesce(' default ' || replace(column_default, '::text', ''), '') as text)
from information_schema.columns where table_schema = current_schema()
order by table_name collate "C", ordinal_position)sql"
};

constexpr Statement kIndexes{
    .name = "schema.indexes",
    .sql = R"sql(
select m.name || ' ' || case i.origin when 'c' then i.name || ' ' else '' end
    || case when i."unique" then 'unique ' else '' end
    || (select group_concat(k.name) from pragma_index_info(i.name) k)
from sqlite_master m, pragma_index_list(m.name) i where m.type = 'table'
union all
select m.name || ' unique ' || c.name from sqlite_master m, pragma_table_info(m.name) c
where m.type = 'table' and m.name not like 'sqlite~_%' escape '~' and c.pk > 0
    and not exists (select 1 from pragma_index_list(m.name) i where i.origin = 'pk'))sql",
    .columns = {Column::text},
    .postgres = R"sql(
select cast(t.relname || ' '
    || case when exists (select 1 from pg_constraint c where c.conindid = i.indexrelid
           and c.contype in ('p', 'u')) then '' else n.relname || ' ' end
    || case when i.indisunique then 'unique ' else '' end
    || (select string_agg(a.attname, ',' order by k.place)
        from unnest(i.indkey) with ordinality as k (num, place)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num) as text)
from pg_index i join pg_class t on t.oid = i.indrelid join pg_class n on n.oid = i.indexrelid
where t.relnamespace = cast(current_schema() as regnamespace))sql"
};

constexpr Statement kForeignKeys{
    .name = "schema.foreign_keys",
    .sql = R"sql(
select m.name || '.' || f."from" || ' ' || f."table" || '.' || f."to"
from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table')sql",
    .columns = {Column::text},
    .postgres = R"sql(
select cast(t.relname || '.' || a.attname || ' ' || o.relname || '.' || b.attname as text)
from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class o on o.oid = c.confrelid
join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
join pg_attribute b on b.attrelid = o.oid and b.attnum = c.confkey[1]
where c.contype = 'f' and t.relnamespace = cast(current_schema() as regnamespace))sql"
};

constexpr Statement kCheckSources{
    .name = "schema.check_sources",
    .sql = "select name || ' ' || sql from sqlite_master where type = 'table'",
    .columns = {Column::text},
    .postgres = R"sql(
select cast(t.relname || ' constraint ' || c.conname || ' check' as text)
from pg_constraint c join pg_class t on t.oid = c.conrelid
where c.contype = 'c' and t.relnamespace = cast(current_schema() as regnamespace))sql"
};

constexpr Statement kTriggers{
    .name = "schema.triggers",
    .sql = "select name from sqlite_master where type = 'trigger'",
    .columns = {Column::text},
    .postgres =
        "select cast(trigger_name as text) from "
        "information_schema.triggers "
        "where trigger_schema = current_schema()"
};

std::multiset<std::string> lines_of(sql::Database& database, Statement const& statement)
{
    std::multiset<std::string> lines;
    database.read([&](sql::Session& session) {
        session.each(statement, {}, [&](sql::Row const& row) { lines.insert(row.string(0)); });
    });
    return lines;
}

// SQLite keeps checks only as the text of the table.
std::set<std::string> checks_of(sql::Database& database)
{
    static std::regex const check{R"(constraint (\w+) check)"};
    std::set<std::string> names;
    for (auto const& source : lines_of(database, kCheckSources)) {
        for (std::sregex_iterator at{source.begin(), source.end(), check}, end; at != end; ++at) {
            names.insert((*at)[1]);
        }
    }
    return names;
}

struct Twins {
    FreshDatabase sqlite{sql::Engine::sqlite};
    FreshDatabase postgres{sql::Engine::postgres};

    std::multiset<std::string> both(Statement const& statement) const
    {
        auto lines = lines_of(sqlite.get(), statement);
        CHECK(lines == lines_of(postgres.get(), statement));
        return lines;
    }
};

}  // namespace

TEST_CASE("both engines have the same tables, columns and nullability", "[schema]")
{
    auto const lines = Twins{}.both(kColumns);

    CHECK(lines.count("voting_ledger.lane smallint not null") == 1);
    CHECK(lines.count("voting_ledger.comment text") == 1);
    CHECK(lines.count("catalog_items.num identity not null") == 1);
}

TEST_CASE("both engines have the same keys and indexes", "[schema]")
{
    auto const lines = Twins{}.both(kIndexes);

    CHECK(lines.count("voting_ledger unique lane,item,voter,revision") == 1);
    CHECK(lines.count("voting_ledger voting_ledger_by_writer writer,seq") == 1);
    CHECK(lines.count("catalog_items unique id") == 1);
}

TEST_CASE("both engines have the same foreign keys and checks, and no triggers", "[schema]")
{
    Twins const twins;

    CHECK_FALSE(twins.both(kForeignKeys).empty());
    CHECK(twins.both(kTriggers).empty());
    CHECK(checks_of(twins.sqlite.get()) == checks_of(twins.postgres.get()));
    CHECK(checks_of(twins.sqlite.get()).count("voting_ledger_lane") == 1);
}

TEST_CASE("every key and unique constraint of the ledger begins with its lane", "[schema]")
{
    for (auto const& line : Twins{}.both(kIndexes)) {
        if (line.starts_with("voting_ledger unique")) {
            CHECK_THAT(line, Catch::StartsWith("voting_ledger unique lane,"));
        }
    }
}

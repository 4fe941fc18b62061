#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <upbeat/infrastructure/platform/sql/database.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "engine.hpp"

// A table of its own, so that these cases know nothing of the product's schema.
namespace upbeat::testing {

using sql::Column;
using sql::Statement;

inline constexpr Statement kPut{
    .name = "sample.put",
    .sql =
        "insert into sample (id, number, amount, words, at) "
        "values (:id, :number, :amount, :words, :at)"
};
inline constexpr Statement kGet{
    .name = "sample.get",
    .sql = "select number, amount, words, at from sample where id = :id",
    .columns = {Column::integer, Column::real, Column::text, Column::integer}
};
inline constexpr Statement kCount{
    .name = "sample.count", .sql = "select count(*) from sample", .columns = {Column::integer}
};
inline constexpr Statement kSet{
    .name = "sample.set", .sql = "update sample set number = :number where id = :id"
};
inline constexpr Statement kPutMany{
    .name = "sample.put_many",
    .sql =
        "insert into sample (id, number, amount, words) values (:id, :number, :amount, :words) "
        "on conflict do nothing returning id",
    .columns = {Column::integer},
    .postgres =
        "insert into sample (id, number, amount, words) select id, number, amount, words "
        "from unnest(cast(:id as bigint[]), cast(:number as bigint[]), "
        "cast(:amount as double precision[]), cast(:words as text[])) "
        "as r (id, number, amount, words) on conflict do nothing returning id"
};
inline constexpr Statement kScan{
    .name = "sample.scan",
    .sql = "select id, number, amount, words from sample where id >= :from order by id",
    .columns = {Column::integer, Column::integer, Column::real, Column::text},
    .large = true
};

inline void create_sample(sql::Database& database)
{
    auto const done = database.write([](sql::Session& session) -> Result<void> {
        session.script(
            "create table sample ("
            "id bigint not null, number bigint, amount double precision, words text, at bigint, "
            "constraint sample_pkey primary key (id), "
            "constraint sample_number check (number <> 1313));"
            "create table sample_part (id bigint not null references sample (id));"
            "create table sample_late (id bigint references sample (id) deferrable initially "
            "deferred)"
        );
        return {};
    });
    static_cast<void>(done);
}

// A fresh database with that table.
struct Sample {
    explicit Sample(sql::Options const& options = {})
        : database{engine_under_test(), options, Schema::empty}
    {
        create_sample(database.get());
    }

    sql::Database* operator->() const { return &database.get(); }

    Result<void> put(std::int64_t id, std::int64_t number = 0) const
    {
        return database->write([&](sql::Session& session) -> Result<void> {
            session.run(
                kPut,
                {{"id", id},
                 {"number", number},
                 {"amount", std::nullopt},
                 {"words", std::nullopt},
                 {"at", std::nullopt}}
            );
            return {};
        });
    }

    std::int64_t count() const
    {
        return database->read([](sql::Session& session) { return session.number(kCount); });
    }

    std::optional<std::int64_t> number_of(std::int64_t id) const
    {
        return database->read([&](sql::Session& session) {
            return session.maybe(kGet, {{"id", id}}, [](sql::Row const& row) {
                return row.integer(0);
            });
        });
    }

    FreshDatabase database;
};

inline Error a_broken_rule()
{
    return {.kind = ErrorKind::rule_broken, .code = "broken", .detail = "No."};
}

}  // namespace upbeat::testing

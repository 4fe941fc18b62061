#include <catch2/catch.hpp>

#include "sql_voting.hpp"

namespace upbeat {

sql::Engine testing::engine_under_test()
{
    return sql::Engine::postgres;
}

namespace {

constexpr sql::Statement kEndSessions{
    .name = "test.end_sessions",
    .sql = R"sql(
select count(pg_terminate_backend(pid)) from pg_stat_activity
where application_name = 'upbeat-votes' and pid <> pg_backend_pid())sql",
    .columns = {sql::Column::integer}
};

}  // namespace

TEST_CASE("votes go on when the server ended every session", "[voting][contract]")
{
    testing::FreshDatabase const database{
        sql::Engine::postgres, {.application_name = "upbeat-votes"}
    };
    auto const operator_pool = sql::Database::open(database.url());
    testing::Deployment deployment{4, 1};
    testing::Node node{*database, deployment};

    for (int item = 1; item <= 4; ++item) {
        operator_pool->read([](sql::Session& session) { return session.number(kEndSessions); });
        CHECK(node.ask({testing::vote_of(1, item)}).front());
    }

    CHECK(node.ledger.count() == 4);
    CHECK(node.digest() == testing::Node{*database, deployment}.digest());
}

}  // namespace upbeat

#include <upbeat/infrastructure/platform/migrations/schema.hpp>

#include <atomic>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "engine.hpp"

using namespace upbeat;
using namespace upbeat::testing;

namespace {

using State = sql::SchemaStatus::State;

void execute(sql::Database& database, std::string const& script)
{
    REQUIRE(database.write([&](sql::Session& session) -> Result<void> {
        session.script(script);
        return {};
    }));
}

}  // namespace

TEST_CASE("an empty database needs every migration", "[schema][contract]")
{
    FreshDatabase const database{engine_under_test(), {}, Schema::empty};

    auto const status = sql::schema_status(database.get());

    CHECK(status.state == State::outdated);
    CHECK(status.current == 0);
    CHECK(status.latest >= 5);
    CHECK(status.pending.front() == "0001_platform");
    CHECK_THAT(status.advice, Catch::Contains("upbeat migrate"));
}

TEST_CASE("migrating applies what is pending, once", "[schema][contract]")
{
    FreshDatabase const database{engine_under_test(), {}, Schema::empty};
    std::vector<std::string> heard;

    auto const first = sql::migrate(database.get(), Timestamp{}, [&](std::string_view name) {
        heard.emplace_back(name);
    });
    auto const second = sql::migrate(database.get(), Timestamp{});

    CHECK(first.value() == heard);
    CHECK_FALSE(heard.empty());
    CHECK(second.value().empty());
    CHECK(sql::schema_status(database.get()).usable());
}

TEST_CASE("a migration that was changed after it was applied is an error", "[schema][contract]")
{
    FreshDatabase const database{engine_under_test()};
    execute(database.get(), "update platform_migrations set checksum = 'x' where number = 2");

    auto const status = sql::schema_status(database.get());
    auto const outcome = sql::migrate(database.get(), Timestamp{});

    CHECK(status.state == State::altered);
    CHECK_THAT(status.advice, Catch::Contains("0002_identity"));
    CHECK(outcome.error().code == "schema_altered");
}

TEST_CASE("a database that a later release migrated is left alone", "[schema][contract]")
{
    FreshDatabase const database{engine_under_test()};
    execute(database.get(), "insert into platform_migrations values (9999, '9999_later', 'x', 0)");

    CHECK(sql::schema_status(database.get()).state == State::newer);
    CHECK(sql::migrate(database.get(), Timestamp{}).error().code == "schema_newer");
}

TEST_CASE("a migration that fails leaves nothing behind", "[schema][contract]")
{
    FreshDatabase const database{engine_under_test(), {}, Schema::empty};
    execute(database.get(), "create table identity_agents (other bigint)");

    CHECK_THROWS(sql::migrate(database.get(), Timestamp{}));

    auto const status = sql::schema_status(database.get());
    CHECK(status.current == 0);
    execute(database.get(), "drop table identity_agents");
    CHECK(sql::migrate(database.get(), Timestamp{}));
}

TEST_CASE("two nodes may migrate at once", "[schema][contract]")
{
    FreshDatabase const database{engine_under_test(), {}, Schema::empty};
    std::atomic<int> migrated{0};
    auto const migrate = [&] {
        auto const node = sql::Database::open(database.url());
        migrated += sql::migrate(*node, Timestamp{}) ? 1 : 0;
    };

    std::vector<std::thread> nodes;
    for (int i = 0; i < 4; ++i) {
        nodes.emplace_back(migrate);
    }
    for (auto& node : nodes) {
        node.join();
    }

    CHECK(migrated == 4);
    CHECK(sql::schema_status(database.get()).usable());
}

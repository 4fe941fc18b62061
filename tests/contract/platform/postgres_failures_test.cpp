#include <thread>

#include <catch2/catch.hpp>

#include "sample_table.hpp"

using namespace upbeat;
using namespace upbeat::testing;

namespace {

constexpr Statement kMyBackend{
    .name = "sample.my_backend",
    .sql = "select cast(pg_backend_pid() as bigint)",
    .columns = {Column::integer}
};
constexpr Statement kTerminate{
    .name = "sample.terminate",
    .sql = "select case when pg_terminate_backend(cast(:pid as int)) then 1 else 0 end",
    .columns = {Column::integer}
};
constexpr Statement kSleep{
    .name = "sample.sleep", .sql = "select cast(pg_sleep(5) as text)", .columns = {Column::text}
};

std::int64_t backend_of(Sample const& sample)
{
    return sample->read([](sql::Session& session) { return session.number(kMyBackend); });
}

// What an administrator does, or a server that restarts; returns when the session is gone.
void terminate(Sample const& sample, std::int64_t pid)
{
    constexpr Statement kAlive{
        .name = "sample.alive",
        .sql = "select count(*) from pg_stat_activity where pid = :pid",
        .columns = {Column::integer}
    };
    auto const other = sql::Database::open(sample.database.url());
    auto const ask = [&](Statement const& statement) {
        return other->read([&](sql::Session& session) {
            return session.number(statement, {{"pid", pid}});
        });
    };
    REQUIRE(ask(kTerminate) == 1);
    while (ask(kAlive) != 0) {
        std::this_thread::yield();
    }
}

}  // namespace

TEST_CASE("an idle connection that the server ended is replaced unnoticed", "[sql][postgres]")
{
    Sample const sample{{.connections = 1}};
    REQUIRE(sample.put(1));
    auto const before = backend_of(sample);

    terminate(sample, before);

    CHECK(sample.put(2));
    CHECK(sample.count() == 2);
    CHECK(backend_of(sample) != before);
}

TEST_CASE("a unit of work whose connection breaks in the middle is run again", "[sql][postgres]")
{
    Sample const sample{{.connections = 1}};
    int runs = 0;

    auto const outcome = sample->write([&](sql::Session& session) -> Result<void> {
        auto const pid = session.number(kMyBackend);
        session.run(kSet, {{"number", 1}, {"id", 1}});
        if (++runs == 1) {
            terminate(sample, pid);
        }
        session.number(kCount);
        return {};
    });

    CHECK(outcome);
    CHECK(runs == 2);
}

TEST_CASE(
    "a read that has handed out rows is not repeated behind its reader's back", "[sql][postgres]"
)
{
    Sample const sample{{.connections = 1}};
    REQUIRE(sample.put(1));
    int rows = 0;

    CHECK_THROWS_AS(
        sample->read([&](sql::Session& session) {
            session.each(kGet, {{"id", 1}}, [&](sql::Row const&) { ++rows; });
            terminate(sample, session.number(kMyBackend));
            session.number(kCount);
        }),
        sql::Unavailable
    );

    CHECK(rows == 1);
    CHECK(sample.count() == 1);
}

TEST_CASE(
    "a connection that breaks during a single statement leaves a doubt, which is said",
    "[sql][postgres]"
)
{
    Sample const sample{{.connections = 1}};
    int runs = 0;
    auto const work = [&](sql::Session& session) -> Result<void> {
        if (++runs == 1) {
            terminate(sample, session.number(kMyBackend));
        }
        session.run(kSet, {{"number", 1}, {"id", 1}});
        return {};
    };

    try {
        static_cast<void>(sample->autocommit(work));
        FAIL("a broken connection was not told");
    } catch (sql::Unavailable const& unavailable) {
        CHECK(unavailable.in_doubt());
    }
    CHECK(runs == 1);

    runs = 0;
    CHECK(sample->autocommit(work, sql::Repeat::always));
    CHECK(runs == 2);
}

TEST_CASE("a statement that takes too long is ended", "[sql][postgres]")
{
    Sample const sample{{.statement_timeout = std::chrono::milliseconds{20}}};

    CHECK_THROWS_AS(
        sample->read([](sql::Session& session) {
            session.one(kSleep, {}, [](sql::Row const& row) { return row.string(0); });
        }),
        sql::Unavailable
    );
    CHECK(sample.count() == 0);
}

TEST_CASE("a server that is not there is told in one line without the password", "[sql][postgres]")
{
    try {
        sql::Database::open("postgresql://shop:secret@127.0.0.1:1/upbeat");
        FAIL("opened");
    } catch (sql::Unavailable const& unavailable) {
        std::string const what = unavailable.what();
        CHECK_THAT(what, Catch::Contains("upbeat at 127.0.0.1:1"));
        CHECK_THAT(what, !Catch::Contains("secret"));
        CHECK(what.find('\n') == std::string::npos);
    }
}

TEST_CASE("a malformed URL is told without repeating it", "[sql][postgres]")
{
    try {
        sql::Database::open("postgresql://shop:secret@host:port:1/upbeat");
        FAIL("opened");
    } catch (sql::Unavailable const& unavailable) {
        CHECK_THAT(unavailable.what(), !Catch::Contains("secret"));
    }
}

TEST_CASE("the values of a refused row are not in the message", "[sql][postgres]")
{
    Sample const sample;

    try {
        static_cast<void>(sample.put(424'242, 1313));
        FAIL("accepted");
    } catch (sql::Conflict const& conflict) {
        CHECK_THAT(conflict.what(), !Catch::Contains("424242"));
    }
}

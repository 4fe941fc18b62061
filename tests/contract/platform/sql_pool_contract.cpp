#include <mutex>
#include <thread>

#include <catch2/catch.hpp>

#include "sample_table.hpp"

using namespace upbeat;
using namespace upbeat::testing;

TEST_CASE("who finds no free connection in time is told to come back", "[sql][contract]")
{
    Sample const sample{{.connections = 1, .lease_timeout = std::chrono::milliseconds{10}}};

    sample->read([&](sql::Session&) {
        std::thread{[&] { CHECK_THROWS_AS(sample.count(), sql::Unavailable); }}.join();
    });

    CHECK(sample.count() == 0);
}

TEST_CASE("statements are timed by their names, failed ones too", "[sql][contract]")
{
    std::mutex mutex;
    std::vector<std::string> names;
    int failures = 0;
    Sample const sample{{.on_statement = [&](sql::StatementTiming const& timing) {
        std::scoped_lock const lock{mutex};
        names.emplace_back(timing.name);
        failures += timing.failed ? 1 : 0;
    }}};
    REQUIRE(sample.put(1));

    CHECK_THROWS_AS(sample.put(1), sql::Conflict);

    CHECK(std::ranges::count(names, "sample.put") == 2);
    CHECK(failures == 1);
}

TEST_CASE("a second program on the same data sees what the first one wrote", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1));

    auto const other = sql::Database::open(sample.database.url());
    auto const count = other->read([](sql::Session& session) { return session.number(kCount); });

    CHECK(count == 1);
}

TEST_CASE("an open database answers", "[sql][contract]")
{
    Sample const sample;

    CHECK_NOTHROW(sample->ping());
}

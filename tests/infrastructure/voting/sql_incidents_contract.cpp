#include <upbeat/infrastructure/voting/sql_incidents.hpp>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "engine.hpp"

namespace upbeat::voting {
namespace {

using namespace std::chrono_literals;

using testing::engine_under_test;
using testing::FreshDatabase;

Incident incident()
{
    auto const at = from_micros(1'772'625'600'000'000);
    return {.id = "inc_1", .case_id = "inc_1", .voter = VoterNum{1}, .at = at, .changed_at = at};
}

}  // namespace

TEST_CASE("incidents tell of themselves once they are committed, and of their changes", "[voting]")
{
    FreshDatabase const database{engine_under_test()};
    SqlIncidents incidents{*database};
    auto told = 0;
    incidents.on_stored([&told] { ++told; });
    auto one = incident();

    auto const committed = database->write([&](sql::Session&) -> Result<void> {
        incidents.append({&one, 1});
        CHECK(told == 0);
        return {};
    });
    REQUIRE(committed);
    CHECK(told == 1);

    auto const before = one.changed_at;
    one.changed_at += 1s;
    CHECK(incidents.update(one, before));
    CHECK(told == 2);
}

TEST_CASE("an incident that was not changed or not kept tells nothing", "[voting]")
{
    FreshDatabase const database{engine_under_test()};
    SqlIncidents incidents{*database};
    auto one = incident();
    incidents.append({&one, 1});
    auto told = 0;
    incidents.on_stored([&told] { ++told; });

    CHECK_FALSE(incidents.update(one, one.changed_at - 1s));
    auto const undone = database->write([&](sql::Session&) -> Result<void> {
        CHECK(incidents.update(one, one.changed_at));
        return fail(Error{.kind = ErrorKind::conflict, .code = "later", .detail = ""});
    });

    CHECK_FALSE(undone);
    CHECK(told == 0);
}

}  // namespace upbeat::voting

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/voting/checkpoint_statements.hpp>
#include <upbeat/infrastructure/voting/directory_statements.hpp>
#include <upbeat/infrastructure/voting/incident_statements.hpp>
#include <upbeat/infrastructure/voting/ledger_statements.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "engine.hpp"

namespace upbeat::voting {

TEST_CASE("the engine accepts every statement of voting", "[voting][contract]")
{
    testing::FreshDatabase const database{testing::engine_under_test()};

    database->read([](sql::Session& session) {
        for (auto const* const statement : sql_text::kLedgerStatements) {
            INFO(statement->name);
            CHECK_NOTHROW(session.prepare(*statement));
        }
        for (auto const* const statement : sql_text::kCheckpointStatements) {
            INFO(statement->name);
            CHECK_NOTHROW(session.prepare(*statement));
        }
        for (auto const* const statement : sql_text::kDirectoryStatements) {
            INFO(statement->name);
            CHECK_NOTHROW(session.prepare(*statement));
        }
        for (auto const* const statement : sql_text::kIncidentStatements) {
            INFO(statement->name);
            CHECK_NOTHROW(session.prepare(*statement));
        }
    });
}

}  // namespace upbeat::voting

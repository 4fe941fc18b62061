#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>

#include <upbeat/apps/composition/config.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/infrastructure/platform/log.hpp>
#include <upbeat/infrastructure/platform/metrics.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::apps {

struct DatabaseNeeds {
    std::size_t connections = 4;
    // How long a statement may stay unanswered; none: as long as a tool can wait.
    std::optional<std::chrono::milliseconds> answer_timeout{};
    platform::Log& log;
    platform::Metrics* metrics = nullptr;  // counts statements, if given
};

// Opens the database that the configuration names; makes DATA_DIR where it is missing. Errors, each
// with a line for the operator: storage_unusable (the folder, or a full disk),
// database_unreachable.
Result<std::unique_ptr<sql::Database>> open_database(Config const& config, DatabaseNeeds needs);

// What to do about a schema that is not the one of this program.
enum class SchemaPolicy : unsigned char {
    migrate,           // bring it up to date
    migrate_embedded,  // SQLite only; a server's database waits for `upbeat migrate`
};

// Errors: schema_outdated, schema_newer, schema_altered, database_unreachable, storage_unusable.
Result<void> prepare_schema(
    sql::Database& database, SchemaPolicy policy, Clock const& clock, platform::Log& log
);

// Warns when this machine's clock and the database's differ by more than five seconds. Error
// clock_differs when it is more than a minute: such a node would count votes in other hours and
// days than its neighbours. Throws sql::Unavailable.
Result<void> check_clock(sql::Database& database, Clock const& clock, platform::Log& log);

// The error for an exception of the SQL kit, sorted by what the operator can do.
Error database_failure(std::exception const& failure);

}  // namespace upbeat::apps

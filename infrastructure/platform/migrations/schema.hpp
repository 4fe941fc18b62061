#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::sql {

// How the schema of a database stands to the migrations that this program carries.
struct SchemaStatus {
    enum class State : unsigned char {
        current,   // nothing to do
        outdated,  // migrations are pending; an empty database is outdated too
        newer,     // a later release migrated it: this program must not use it
        altered,   // a migration that was applied differs from the one of this program
    };

    State state = State::outdated;
    int current = 0;  // number of the last one applied; 0 for none
    int latest = 0;   // number of the last one known
    std::vector<std::string> pending{};
    std::string advice{};  // one line for the operator that says what to do; empty if current

    bool usable() const { return state == State::current; }
};

// Reads the journal. Throws Unavailable.
SchemaStatus schema_status(Database& database);

// Applies what is pending, all of it or nothing, and gives the names. Safe to be run by several
// nodes at once: one of them works, the others wait. The error `schema_newer` or `schema_altered`
// says that nothing was touched. `on_step` hears the name of each before it is applied.
Result<std::vector<std::string>> migrate(
    Database& database, Timestamp now, std::function<void(std::string_view)> const& on_step = {}
);

}  // namespace upbeat::sql

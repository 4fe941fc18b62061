#pragma once

#include <memory>
#include <span>
#include <vector>

#include <soci/sqlite3/soci-sqlite3.h>

#include <upbeat/infrastructure/platform/sql/params.hpp>
#include <upbeat/infrastructure/platform/sql/row.hpp>
#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::sql {

// Throws BadStatement if the prepared statement gives another number of columns than is declared.
void require_columns(Statement const& statement, sqlite_api::sqlite3_stmt* prepared);

// Steps through a long result and hands its values on where SQLite holds them: several times
// cheaper than one that is copied value by value. Throws soci::sqlite3_soci_error for what SQLite
// refuses, and BadStatement if the columns are not those that the statement declares.
class SqliteRows {
   public:
    SqliteRows(
        sqlite_api::sqlite3* database, Statement const& statement, std::span<Param const> params
    );

    bool next();
    // Valid until the next call of next().
    Row row();

   private:
    using Prepared =
        std::unique_ptr<sqlite_api::sqlite3_stmt, decltype(&sqlite_api::sqlite3_finalize)>;

    void bind(Param const& param);
    void require(int code) const;

    sqlite_api::sqlite3* database_;
    Prepared prepared_{nullptr, &sqlite_api::sqlite3_finalize};
    std::vector<Cell> cells_;
};

}  // namespace upbeat::sql

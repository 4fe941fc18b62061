#pragma once

#include <memory>
#include <string>

#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::testing {

enum class Schema : unsigned char { migrated, empty };

// A database of its own for one test: a SQLite file in a temporary folder, or a schema of the
// server that UPBEAT_TEST_POSTGRES_URL names (`./dev test` starts one). Gone when it goes.
// Throws std::runtime_error, with what to do, where there is no server.
class FreshDatabase {
   public:
    explicit FreshDatabase(
        sql::Engine engine, sql::Options const& options = {}, Schema schema = Schema::migrated
    );
    FreshDatabase(FreshDatabase const&) = delete;
    FreshDatabase& operator=(FreshDatabase const&) = delete;
    ~FreshDatabase();

    sql::Database& operator*() const { return *database_; }
    sql::Database* operator->() const { return database_.get(); }
    sql::Database& get() const { return *database_; }

    // What Database::open takes, for a second program on the same data.
    std::string const& url() const { return url_; }

   private:
    class Place;

    std::unique_ptr<Place> place_;
    std::string url_;
    std::unique_ptr<sql::Database> database_;
};

}  // namespace upbeat::testing

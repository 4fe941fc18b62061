#pragma once

#include <string>
#include <vector>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>

#include "migration_files.hpp"

namespace upbeat::sql {

struct Applied {
    int number = 0;
    std::string name{};
    std::string checksum{};
};

// The table platform_migrations: what was applied to this database, by whichever program.
class Journal {
   public:
    explicit Journal(Session& session) : session_{session} {}

    // Waits until no other node migrates, until the end of this unit of work.
    void lock();
    void create();
    bool exists();
    std::vector<Applied> applied();
    void record(Migration const& migration, Timestamp now);

   private:
    Session& session_;
};

}  // namespace upbeat::sql

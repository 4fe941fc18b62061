#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include <upbeat/infrastructure/platform/sql/errors.hpp>

#include "failures.hpp"
#include "sqlite_errors.hpp"

namespace upbeat::sql {

SqliteFailure::SqliteFailure(int code, std::string message, std::string statement, std::string path)
    : code_{code},
      message_{std::move(message)},
      statement_{std::move(statement)},
      path_{std::move(path)}
{
}

bool SqliteFailure::is_for_the_operator() const
{
    switch (primary()) {
        case SQLITE_FULL:
        case SQLITE_READONLY:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_PERM:
        case SQLITE_AUTH: return true;
        default: return false;
    }
}

// A disk that has room again needs no new connection, everything else here does.
bool SqliteFailure::breaks_connection() const
{
    return is_for_the_operator() && primary() != SQLITE_FULL;
}

std::string SqliteFailure::line() const
{
    switch (primary()) {
        case SQLITE_FULL:
            return fmt::format("the disk is full: free space where {} lies ({})", path_, message_);
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return fmt::format(
                "the database cannot be written: check the rights on {} and its "
                "folder ({})",
                path_,
                message_
            );
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return fmt::format("{} is damaged: restore a backup ({})", path_, message_);
        default: return fmt::format("the database {} fails: {} ({})", path_, message_, code_);
    }
}

void SqliteFailure::raise_constraint() const
{
    auto const what = fmt::format("{}: {}", statement_, message_);
    switch (code_) {
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            throw Conflict{Conflict::Kind::foreign, statement_, what};
        case SQLITE_CONSTRAINT_CHECK:
        case SQLITE_CONSTRAINT_DATATYPE: throw Conflict{Conflict::Kind::check, statement_, what};
        case SQLITE_CONSTRAINT_NOTNULL: throw Conflict{Conflict::Kind::not_null, statement_, what};
        default: throw Conflict{Conflict::Kind::unique, statement_, what};
    }
}

void SqliteFailure::raise() const
{
    if (is_for_the_operator()) {
        // A commit whose file could not be synchronised may still be found whole after a crash.
        throw Unavailable{line(), primary() == SQLITE_IOERR && statement_ == "commit"};
    }
    switch (primary()) {
        case SQLITE_CONSTRAINT: raise_constraint();
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw Contended{fmt::format("{}: another process holds {}", statement_, path_)};
        case SQLITE_NOMEM:
        case SQLITE_INTERRUPT: throw Unavailable{fmt::format("{}: {}", statement_, message_)};
        default: throw BadStatement{fmt::format("{}: {} ({})", statement_, message_, code_)};
    }
}

}  // namespace upbeat::sql

#pragma once

#include <exception>
#include <optional>

#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

#include "connection.hpp"

namespace upbeat::sql {

// One run of a unit of work, known to its thread for as long as it lives, so that what is called
// inside joins it instead of waiting for a second connection.
class UnitOfWork {
   public:
    using Work = FunctionRef<Result<void>(Session&)>;

    UnitOfWork(Database const& database, Connection& connection, Mode mode);
    UnitOfWork(UnitOfWork const&) = delete;
    UnitOfWork& operator=(UnitOfWork const&) = delete;
    ~UnitOfWork();

    // The one that this thread is in, or null.
    static UnitOfWork* current(Database const& database);

    Mode mode() const { return mode_; }
    Session& session() { return connection_; }

    // Begins, works, and commits or rolls back.
    Result<void> run(Work work);
    // Runs the work of an inner write; its failure is remembered.
    Result<void> join(Work work);

   private:
    Result<void> finish(Result<void> outcome);
    void commit();

    Database const& database_;
    Connection& connection_;
    Mode mode_;
    std::optional<Error> failed_{};
    std::exception_ptr thrown_ = nullptr;
    UnitOfWork* outer_;
};

}  // namespace upbeat::sql

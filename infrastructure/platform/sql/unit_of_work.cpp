#include "unit_of_work.hpp"

namespace upbeat::sql {
namespace {

thread_local UnitOfWork* innermost = nullptr;

}  // namespace

UnitOfWork::UnitOfWork(Database const& database, Connection& connection, Mode mode)
    : database_{database}, connection_{connection}, mode_{mode}, outer_{innermost}
{
    innermost = this;
}

UnitOfWork::~UnitOfWork()
{
    innermost = outer_;
}

// A thread can be in units of several databases at once: an export from one into another.
UnitOfWork* UnitOfWork::current(Database const& database)
{
    auto* unit = innermost;
    while (unit != nullptr && &unit->database_ != &database) {
        unit = unit->outer_;
    }
    return unit;
}

Result<void> UnitOfWork::run(Work work)
{
    connection_.begin(mode_);
    try {
        return finish(work(connection_));
    } catch (Lost const& lost) {
        connection_.rollback();
        if (connection_.commits_at_once()) {
            throw Lost{lost.what(), true};
        }
        throw;
    } catch (...) {
        connection_.rollback();
        throw;
    }
}

Result<void> UnitOfWork::join(Work work)
{
    try {
        auto outcome = work(connection_);
        if (!outcome && !failed_) {
            failed_ = outcome.error();
        }
        return outcome;
    } catch (...) {
        thrown_ = thrown_ ? thrown_ : std::current_exception();
        throw;
    }
}

// A failure that the work itself swallowed still forbids the commit: PostgreSQL would turn it into
// a rollback without a word, and SQLite would keep half of what was meant.
Result<void> UnitOfWork::finish(Result<void> outcome)
{
    auto const swallowed = thrown_ ? thrown_ : connection_.failure();
    if (outcome && swallowed) {
        std::rethrow_exception(swallowed);
    }
    if (outcome && failed_) {
        outcome = fail(*failed_);
    }
    if (!outcome) {
        connection_.rollback();
        return outcome;
    }
    commit();
    return outcome;
}

void UnitOfWork::commit()
{
    try {
        connection_.commit();
    } catch (Lost const& lost) {
        throw Lost{lost.what(), true};
    }
}

}  // namespace upbeat::sql

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/infrastructure/platform/sql/errors.hpp>
#include <upbeat/infrastructure/platform/sql/function_ref.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>

namespace upbeat::sql {

// What a statement took; for metrics. Called on the thread that ran it, so it must be quick.
struct StatementTiming {
    std::string_view name;
    std::chrono::nanoseconds took;
    bool failed;
};

struct Options {
    std::size_t connections = 8;  // PostgreSQL: all; SQLite: the readers, beside its one writer
    std::chrono::milliseconds lease_timeout{5'000};  // wait for a free connection, then Unavailable
    std::chrono::milliseconds busy_timeout{5'000};   // SQLite: wait for another process's lock
    std::chrono::milliseconds statement_timeout{30'000};  // PostgreSQL; 0 for none
    // PostgreSQL: a server that does not answer a statement within this time is taken for gone, and
    // the connection is given up. Statements that are `large`, and scripts, have the time of
    // statement_timeout and five seconds.
    std::chrono::milliseconds answer_timeout{35'000};
    std::string application_name = "upbeat";
    std::function<void(StatementTiming const&)> on_statement{};
    std::function<void(std::string_view line)> on_warning{};  // one line for the log, no secrets
};

// Whether work may be repeated although its first commit may have succeeded.
enum class Repeat : unsigned char { if_undone, always };

// An open database and its connections. Safe to call from any thread.
//
// A unit of work runs at most three times, with a jittered pause between, when the engine asks for
// it (40001, 40P01, SQLite's BUSY) or when its connection breaks before the commit: it must have no
// effects outside the session. A connection that failed is closed and opened anew.
class Database {
   public:
    // `url` is a SQLite file's path or postgresql://user:password@host:port/name?...
    // Creates the SQLite file if its folder exists. Throws Unavailable, with a line that says why.
    static std::unique_ptr<Database> open(std::string const& url, Options options = {});
    virtual ~Database() = default;

    virtual Engine engine() const = 0;

    // Runs `work`, a function of Session& that gives a Result, in one transaction, and commits if
    // it gave a value. If it gave an error or threw, nothing it did remains. Inside another write
    // of this thread it joins that one; if it fails there, the outer one cannot succeed any more.
    // PostgreSQL: repeatable read. SQLite: begin immediate. Throws Unavailable and Conflict.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work&, Session&>
    {
        return with_result(work, [this](auto unit) { return run_write(unit); });
    }

    // The same for work that runs exactly one statement (or one batch): on PostgreSQL it saves the
    // round trips of begin and commit. `Repeat::always` is for statements that can be repeated
    // although they were done already, for example inserts with `on conflict do nothing`.
    template <class Work>
    auto autocommit(Work&& work, Repeat repeat = Repeat::if_undone)
        -> std::invoke_result_t<Work&, Session&>
    {
        return with_result(work, [this, repeat](auto unit) {
            return run_autocommit(unit, repeat);
        });
    }

    // Runs `work` on one consistent snapshot and gives what it gives. Inside a write of this thread
    // it sees what that wrote. A write inside a read is std::logic_error.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work&, Session&>
    {
        using T = std::invoke_result_t<Work&, Session&>;
        if constexpr (std::is_void_v<T>) {
            run_read([&](Session& session) { work(session); });
        } else {
            std::optional<T> value;
            run_read([&](Session& session) { value.emplace(work(session)); });
            return std::move(*value);  // NOLINT(bugprone-unchecked-optional-access): it ran
        }
    }

    // One round trip; throws Unavailable. For readiness checks: while the database cannot be
    // reached, all else is refused at once, and who pings finds out when it is there again.
    virtual void ping() = 0;

    // From now on nothing waits longer than this, for an answer or for a connection, nor does what
    // waits already: for a program that has to end.
    virtual void hurry(std::chrono::milliseconds most) = 0;

   protected:
    using Unit = FunctionRef<Result<void>(Session&)>;

    virtual Result<void> run_write(Unit work) = 0;
    virtual Result<void> run_autocommit(Unit work, Repeat repeat) = 0;
    virtual void run_read(FunctionRef<void(Session&)> work) = 0;

   private:
    // Lifts a run of units without a value to work that gives one.
    template <class Work, class Run>
    static auto with_result(Work& work, Run run) -> std::invoke_result_t<Work&, Session&>
    {
        using R = std::invoke_result_t<Work&, Session&>;
        std::optional<R> outcome;
        auto const unit = [&](Session& session) -> Result<void> {
            outcome.emplace(work(session));
            if (!*outcome) {
                return fail(outcome->error());
            }
            return {};
        };
        auto const done = run(Unit{unit});
        if (!done) {
            return fail(done.error());
        }
        return std::move(*outcome);  // NOLINT(bugprone-unchecked-optional-access): it ran
    }
};

}  // namespace upbeat::sql

#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <soci/soci.h>

#include <upbeat/infrastructure/platform/sql/database.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>

#include "failures.hpp"
#include "prepared.hpp"
#include "socket_watch.hpp"

namespace upbeat::sql {

enum class Mode : unsigned char { read, write, autocommit };

// An open connection with its prepared statements: what both engines have in common.
class Connection : public Session {
   public:
    explicit Connection(Options const& options) : options_{options} {}

    std::int64_t run(Statement const& statement, Params const& params) final;
    void each(Statement const& statement, Params const& params, RowReader read) final;
    std::int64_t run_many(Statement const& statement, Batch const& batch) final;
    void each_of_many(Statement const& statement, Batch const& batch, RowReader read) final;
    void prepare(Statement const& statement) final;
    void script(std::string const& text) final;

    void begin(Mode mode);
    void commit();
    void rollback() noexcept;

    // Throws Unavailable.
    void ping();
    // Whether the other side is still there, as far as can be told without a round trip.
    virtual bool alive() = 0;
    // Not to be used again: something happened after which it cannot be trusted.
    bool broken() const { return broken_; }
    // Broken because its server did not answer in time.
    virtual bool silent() const { return false; }
    // The first failure of a statement in this unit of work; it cannot be committed any more.
    std::exception_ptr failure() const { return failure_; }
    // Whether a statement may be durable before commit() was called.
    bool commits_at_once() const
    {
        return mode_ == Mode::autocommit && engine() == Engine::postgres;
    }
    // Whether a row was handed out in this unit of work, so that a repeat would be seen.
    bool delivered() const { return delivered_; }

   protected:
    soci::session& session() { return session_; }
    virtual void do_begin(Mode mode) = 0;
    virtual void do_commit(Mode mode) = 0;
    virtual void do_rollback(Mode mode) = 0;
    virtual void do_ping() = 0;
    virtual void execute_script(std::string const& text) = 0;
    virtual std::int64_t affected(soci::statement& statement) = 0;
    virtual void reset(soci::statement& statement) = 0;
    virtual void check_columns(Statement const& statement, soci::statement& prepared) = 0;
    virtual void each_block(Statement const& statement, Params const& params, RowReader read) = 0;
    virtual std::int64_t batch(Statement const& statement, Batch const& batch, RowReader read) = 0;
    // Around every wait for the other side.
    virtual void expect_answer(bool large) { static_cast<void>(large); }
    virtual void answered() {}
    // Throws what a failure of the driver means.
    [[noreturn]] virtual void translate(soci::soci_error const& error, std::string_view name) = 0;

    std::int64_t execute(Statement const& statement, std::span<Param const> params, RowReader read);
    void warn(std::string const& line) const;
    void mark_broken() { broken_ = true; }
    Mode mode() const { return mode_; }

   private:
    Prepared& prepared(Statement const& statement, std::span<Param const> params);
    // Runs `step` as a part of the unit of work: timed, its failure translated and remembered.
    void guarded(std::string_view name, FunctionRef<void()> step);
    [[noreturn]] void fail_with(soci::soci_error const& error, std::string_view name);

    Options const& options_;
    soci::session session_;  // before the statements, which need it to go
    std::map<std::string, std::unique_ptr<Prepared>, std::less<>> cache_;  // by statement name
    std::exception_ptr failure_ = nullptr;
    Mode mode_ = Mode::read;
    bool broken_ = false;
    bool delivered_ = false;
};

std::unique_ptr<Connection> open_sqlite(std::string const& path, Mode mode, Options const& options);
// `url` is a postgresql:// URL. The watch outlives the connection.
std::unique_ptr<Connection> open_postgres(
    std::string const& url, Options const& options, SocketWatch& watch
);

}  // namespace upbeat::sql

#include <mutex>
#include <string>

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "connection.hpp"
#include "sqlite_errors.hpp"
#include "sqlite_rows.hpp"

namespace upbeat::sql {
namespace {

constexpr auto kSettings = R"sql(
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma temp_store = memory;
    pragma journal_size_limit = 67108864;
    pragma wal_autocheckpoint = 4000;
)sql";
constexpr auto kWriterSettings = "pragma cache_size = -32768; pragma mmap_size = 268435456";
// A reader's cache is small, since the system's is behind it. No mmap: SQLite drops the map at each
// read that follows a write, and beside votes building it up again took half of a reader's time.
constexpr auto kReaderSettings = "pragma cache_size = -4096; pragma query_only = on";

// A connection belongs to whoever has borrowed it and to nobody else, so SQLite need not lock at
// each of its calls. To be said before anything else is asked of the library.
void leave_locking_to_us()
{
    static std::once_flag said;
    std::call_once(said, [] { (void)sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD); });
}

class SqliteConnection final : public Connection {
   public:
    SqliteConnection(std::string const& path, Mode mode, Options const& options)
        : Connection{options}, path_{path}
    {
        connect(mode, options);
    }

    Engine engine() const override { return Engine::sqlite; }
    bool alive() override { return !broken(); }

   protected:
    // The first write takes the lock at once: a transaction that reads first and then fails to
    // become a writer would have to start again, whatever the busy timeout says.
    void do_begin(Mode mode) override
    {
        execute_script(mode == Mode::read ? "begin deferred" : "begin immediate");
    }
    void do_commit(Mode) override { execute_script("commit"); }
    void do_rollback(Mode) override
    {
        // A full disk ends the transaction by itself.
        if (sqlite_api::sqlite3_get_autocommit(handle()) == 0) {
            execute_script("rollback");
        }
    }

    void do_ping() override { execute_script("select 1"); }

    void execute_script(std::string const& text) override
    {
        auto const code =
            sqlite_api::sqlite3_exec(handle(), text.c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) {
            throw soci::sqlite3_soci_error{sqlite_api::sqlite3_errmsg(handle()), code};
        }
    }

    std::int64_t affected(soci::statement& statement) override
    {
        return sqlite_api::sqlite3_stmt_readonly(raw(statement)) != 0
                   ? 0
                   : sqlite_api::sqlite3_changes64(handle());
    }

    void reset(soci::statement& statement) override
    {
        // Its code is that of the last step, which was reported already.
        (void)sqlite_api::sqlite3_reset(raw(statement));
    }

    void check_columns(Statement const& statement, soci::statement& prepared) override
    {
        require_columns(statement, raw(prepared));
    }

    void each_block(Statement const& statement, Params const& params, RowReader read) override
    {
        SqliteRows rows{handle(), statement, params.list()};
        while (rows.next()) {
            read(rows.row());
        }
    }

    std::int64_t batch(Statement const& statement, Batch const& rows, RowReader read) override
    {
        std::vector<Param> params(rows.columns().size());
        std::int64_t changed = 0;
        for (std::size_t row = 0; row < rows.rows(); ++row) {
            for (std::size_t column = 0; column < params.size(); ++column) {
                params[column] = {rows.columns()[column], rows.at(row, column)};
            }
            changed += execute(statement, params, read);
        }
        return changed;
    }

    [[noreturn]] void translate(soci::soci_error const& error, std::string_view name) override
    {
        auto const* const sqlite = dynamic_cast<soci::sqlite3_soci_error const*>(&error);
        auto const code = sqlite != nullptr ? sqlite->result() : SQLITE_ERROR;
        SqliteFailure const failure{code, error.get_error_message(), std::string{name}, path_};
        if (failure.is_for_the_operator()) {
            warn(failure.line());
        }
        if (failure.breaks_connection()) {
            mark_broken();
        }
        failure.raise();
    }

   private:
    void connect(Mode mode, Options const& options)
    {
        leave_locking_to_us();
        try {
            session().open(*soci::factory_sqlite3(), fmt::format("dbname=\"{}\"", path_));
            sqlite_api::sqlite3_extended_result_codes(handle(), 1);
            sqlite_api::sqlite3_busy_timeout(
                handle(), static_cast<int>(options.busy_timeout.count())
            );
            execute_script(kSettings);
            execute_script(mode == Mode::read ? kReaderSettings : kWriterSettings);
        } catch (soci::soci_error const& error) {
            throw Unavailable{fmt::format(
                "cannot open the SQLite database {}: {}", path_, error.get_error_message()
            )};
        }
    }

    sqlite_api::sqlite3* handle()
    {
        return static_cast<soci::sqlite3_session_backend*>(session().get_backend())->conn_;
    }
    static sqlite_api::sqlite3_stmt* raw(soci::statement& statement)
    {
        return static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_;
    }

    std::string path_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(std::string const& path, Mode mode, Options const& options)
{
    return std::make_unique<SqliteConnection>(path, mode, options);
}

}  // namespace upbeat::sql

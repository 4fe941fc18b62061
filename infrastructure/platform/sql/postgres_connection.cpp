#include <memory>
#include <string>

#include <fmt/format.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <sys/socket.h>

#include "array_text.hpp"
#include "connection.hpp"
#include "postgres_errors.hpp"
#include "postgres_rows.hpp"
#include "postgres_url.hpp"

namespace upbeat::sql {
namespace {

// Rows fetched at a time by a `large` statement: a few megabytes of ledger entries.
constexpr int kBlock = 8'192;

// What a server that ends an overlong statement by itself may need to say so.
constexpr std::chrono::seconds kSlack{5};
constexpr std::chrono::hours kNoLimit{24 * 365};

std::string sqlstate_of(PGresult const* result)
{
    auto const* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state != nullptr ? state : "08000";
}

// What follows shows the values of the row, which are not for the log.
std::string first_line(std::string const& message)
{
    return message.substr(0, message.find('\n'));
}

// libpq explains a failed connection over several lines; SOCI puts one of its own before them.
std::string one_line(std::string const& message)
{
    std::string out;
    for (char const c : message.substr(message.find('\n') + 1)) {
        if (c != '\n' && c != '\t') {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    return out.substr(0, out.find_last_not_of(' ') + 1);
}

class PostgresConnection final : public Connection {
   public:
    PostgresConnection(std::string const& url, Options const& options, SocketWatch& watch)
        : Connection{options},
          answer_timeout_{options.answer_timeout},
          long_timeout_{
              options.statement_timeout.count() == 0 ? kNoLimit : options.statement_timeout + kSlack
          },
          place_{postgres_place(url)}
    {
        connect(url, options, watch);
    }

    // Closing says goodbye to each prepared statement and waits for the answer; a server that does
    // not answer any more must not hold up whoever drops its connection.
    ~PostgresConnection() override { ::shutdown(PQsocket(handle()), SHUT_RDWR); }

    Engine engine() const override { return Engine::postgres; }
    bool silent() const override { return socket_ && socket_->silent(); }

    // A server that ended the session has said so already: it only has to be read.
    bool alive() override
    {
        return !broken() && PQconsumeInput(handle()) == 1 && PQstatus(handle()) == CONNECTION_OK;
    }

   protected:
    void do_begin(Mode mode) override
    {
        if (mode == Mode::write) {
            command("begin isolation level repeatable read");
        } else if (mode == Mode::read) {
            command("begin isolation level repeatable read read only");
        }
    }
    void do_commit(Mode mode) override
    {
        if (mode != Mode::autocommit) {
            command("commit");
        }
    }
    void do_rollback(Mode mode) override
    {
        if (mode != Mode::autocommit && PQstatus(handle()) == CONNECTION_OK) {
            command("rollback");
        }
    }

    // Half the patience: a server that does not even answer this is refused to others early.
    void do_ping() override { command("select 1", answer_timeout_ / 2); }

    void execute_script(std::string const& text) override { command(text, long_timeout_); }

    void expect_answer(bool large) override
    {
        socket_->expect(large ? long_timeout_ : answer_timeout_);
    }
    void answered() override { socket_->answered(); }

    std::int64_t affected(soci::statement& statement) override
    {
        return statement.get_affected_rows();
    }
    void reset(soci::statement&) override {}

    void check_columns(Statement const& statement, soci::statement& prepared) override
    {
        auto const& name = static_cast<soci::postgresql_statement_backend*>(prepared.get_backend())
                               ->statementName_;
        auto const described =
            require(PostgresResult{PQdescribePrepared(handle(), name.c_str()), &PQclear});
        require_columns(statement, described.get());
    }

    void each_block(Statement const& statement, Params const& params, RowReader read) override
    {
        if (mode() == Mode::autocommit) {
            throw std::logic_error{"a large statement belongs in read() or write()"};
        }
        auto const cursor = fmt::format("upbeat_rows_{}", ++cursors_);
        auto const declared =
            fmt::format("declare {} no scroll cursor for {}", cursor, statement.text(engine()));
        {
            Wait const wait{*this, long_timeout_};
            Prepared opening{session(), declared, Columns{}, params.list(), Life::once};
            opening.bind(params.list());
            opening.run([](Row const&) {});
        }
        while (fetch_block(statement, cursor, read) == kBlock) {
        }
        command("close " + cursor);
    }

    std::int64_t batch(Statement const& statement, Batch const& rows, RowReader read) override
    {
        std::vector<Param> params;
        params.reserve(rows.columns().size());
        for (std::size_t column = 0; column < rows.columns().size(); ++column) {
            params.push_back({rows.columns()[column], array_text(rows, column)});
        }
        return execute(statement, params, read);
    }

    [[noreturn]] void translate(soci::soci_error const& error, std::string_view name) override
    {
        auto const* const postgres = dynamic_cast<soci::postgresql_soci_error const*>(&error);
        auto state = postgres != nullptr ? postgres->sqlstate() : std::string{"58000"};
        if (PQstatus(handle()) != CONNECTION_OK) {
            state = "08006";
        }
        auto const message =
            silent() ? fmt::format("no answer within the time limit [{}]", place_)
                     : fmt::format("{} [{}]", first_line(error.get_error_message()), place_);
        if (is_for_the_operator(state)) {
            warn(message);
        }
        if (breaks_connection(state)) {
            mark_broken();
        }
        raise_postgres(state, name, message);
    }

   private:
    // The server has to answer while it lives.
    class Wait {
       public:
        Wait(PostgresConnection& connection, std::chrono::milliseconds limit)
            : connection_{connection}
        {
            connection_.socket_->expect(limit);
        }
        ~Wait() { connection_.answered(); }
        Wait(Wait const&) = delete;
        Wait& operator=(Wait const&) = delete;

       private:
        PostgresConnection& connection_;
    };

    void command(std::string const& text) { command(text, answer_timeout_); }
    void command(std::string const& text, std::chrono::milliseconds limit)
    {
        Wait const wait{*this, limit};
        require(PostgresResult{PQexec(handle(), text.c_str()), &PQclear});
    }

    void connect(std::string const& url, Options const& options, SocketWatch& watch)
    {
        try {
            session().open(
                *soci::factory_postgresql(), postgres_keywords(url, options.application_name)
            );
            socket_ = std::make_unique<SocketWatch::Socket>(watch, PQsocket(handle()));
            // Notices would go to stderr, past the log.
            PQsetNoticeProcessor(handle(), [](void*, char const*) {}, nullptr);
            command(fmt::format("set statement_timeout = {}", options.statement_timeout.count()));
        } catch (soci::soci_error const& error) {
            throw Unavailable{fmt::format(
                "cannot reach the PostgreSQL database {}: {}",
                place_,
                one_line(error.get_error_message())
            )};
        }
    }

    // Throws what SOCI would have thrown, so that there is one translation.
    static PostgresResult require(PostgresResult result)
    {
        auto const status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            throw soci::postgresql_soci_error{
                PQresultErrorMessage(result.get()), sqlstate_of(result.get()).c_str()
            };
        }
        return result;
    }

    int fetch_block(Statement const& statement, std::string const& cursor, RowReader read)
    {
        auto const result = require(fetched(cursor));
        PostgresRows rows{statement, result.get()};
        for (int row = 0; row < rows.count(); ++row) {
            read(rows.at(row));
        }
        return rows.count();
    }

    PostgresResult fetched(std::string const& cursor)
    {
        auto const fetch = fmt::format("fetch forward {} from {}", kBlock, cursor);
        Wait const wait{*this, long_timeout_};
        return {
            PQexecParams(handle(), fetch.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1),
            &PQclear
        };
    }

    PGconn* handle()
    {
        return static_cast<soci::postgresql_session_backend*>(session().get_backend())->conn_;
    }

    std::chrono::milliseconds answer_timeout_;
    std::chrono::milliseconds long_timeout_;
    std::unique_ptr<SocketWatch::Socket> socket_;
    std::string place_;
    std::uint64_t cursors_ = 0;
};

}  // namespace

std::unique_ptr<Connection> open_postgres(
    std::string const& url, Options const& options, SocketWatch& watch
)
{
    return std::make_unique<PostgresConnection>(url, options, watch);
}

}  // namespace upbeat::sql

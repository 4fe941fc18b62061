#include <upbeat/infrastructure/platform/sql/postgres_channel.hpp>

#include <array>
#include <chrono>
#include <utility>

#include <libpq-fe.h>
#include <poll.h>

#include <upbeat/infrastructure/platform/sql/errors.hpp>

#include "postgres_url.hpp"

namespace upbeat::sql {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// A server that has stopped answering must not hold up whoever wants to end the program.
constexpr auto kPatience = 500ms;

}  // namespace

struct PostgresChannel::Link {
    PGconn* connection;
    std::string name;

    Link(std::string const& url, std::string channel)
        : connection{PQconnectdb(postgres_keywords(url, "upbeat notices").c_str())},
          name{std::move(channel)}
    {
    }
    ~Link() { PQfinish(connection); }
    Link(Link const&) = delete;
    Link& operator=(Link const&) = delete;

    void require(bool good) const
    {
        if (!good) {
            std::string const message = PQerrorMessage(connection);
            throw Unavailable{message.substr(0, message.find('\n'))};
        }
    }

    // The end of a command that was sent.
    void finish() const
    {
        auto const until = Clock::now() + kPatience;
        while (PQisBusy(connection) == 1) {
            auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
            pollfd waits{.fd = PQsocket(connection), .events = POLLIN, .revents = 0};
            if (left <= 0ms || ::poll(&waits, 1, static_cast<int>(left.count())) == 0) {
                throw Unavailable{"the database does not answer on the line of the notices"};
            }
            require(PQconsumeInput(connection) == 1);
        }
        auto good = true;
        while (auto* const result = PQgetResult(connection)) {
            auto const status = PQresultStatus(result);
            good = good && (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
            PQclear(result);
        }
        require(good);
    }

    void run(std::string const& script) const
    {
        require(PQsendQuery(connection, script.c_str()) == 1);
        finish();
    }
};

PostgresChannel::PostgresChannel(std::string const& url, std::string const& name)
    : link_{std::make_unique<Link>(url, name)}
{
    link_->require(PQstatus(link_->connection) == CONNECTION_OK);
    PQsetNoticeProcessor(link_->connection, [](void*, char const*) {}, nullptr);
    // A notice that a crash loses tells of nothing that the database does not hold.
    link_->run("set synchronous_commit = off");
    link_->run("listen " + name);
}

PostgresChannel::~PostgresChannel() = default;

int PostgresChannel::descriptor() const
{
    return PQsocket(link_->connection);
}

void PostgresChannel::send(std::string const& text)
{
    std::array<char const*, 2> const values{link_->name.c_str(), text.c_str()};
    auto const sent = PQsendQueryParams(
        link_->connection,
        "select pg_notify($1, $2)",
        2,
        nullptr,
        values.data(),
        nullptr,
        nullptr,
        0
    );
    link_->require(sent == 1);
    link_->finish();
}

std::vector<std::string> PostgresChannel::received()
{
    link_->require(PQconsumeInput(link_->connection) == 1);
    link_->require(PQstatus(link_->connection) == CONNECTION_OK);
    std::vector<std::string> texts;
    while (auto* const pushed = PQnotifies(link_->connection)) {
        texts.emplace_back(pushed->extra);
        PQfreemem(pushed);
    }
    return texts;
}

}  // namespace upbeat::sql

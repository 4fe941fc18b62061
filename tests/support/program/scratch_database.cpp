#include <upbeat/tests/support/program/scratch_database.hpp>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

namespace upbeat::testing {
namespace {

std::string server_url()
{
    auto const* const url = std::getenv("UPBEAT_TEST_POSTGRES_URL");
    if (url == nullptr) {
        throw std::runtime_error{
            "UPBEAT_TEST_POSTGRES_URL is not set: run the tests with ./dev test"
        };
    }
    return url;
}

void command(std::string const& url, std::string const& sql)
{
    auto const connection =
        std::unique_ptr<PGconn, decltype(&PQfinish)>{PQconnectdb(url.c_str()), &PQfinish};
    auto const result = std::unique_ptr<PGresult, decltype(&PQclear)>{
        PQexec(connection.get(), sql.c_str()), &PQclear
    };
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
        throw std::runtime_error{sql + ": " + PQerrorMessage(connection.get())};
    }
}

void command_sqlite(std::string const& file, std::string const& sql)
{
    constexpr int kPatience = 10'000;  // milliseconds
    sqlite3* opened = nullptr;
    auto const code = sqlite3_open(file.c_str(), &opened);
    auto const database =
        std::unique_ptr<sqlite3, decltype(&sqlite3_close)>{opened, &sqlite3_close};
    sqlite3_busy_timeout(opened, kPatience);
    if (code != SQLITE_OK ||
        sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error{sql + ": " + sqlite3_errmsg(opened)};
    }
}

// The server's URL with another database in it.
std::string url_of(std::string const& database)
{
    auto url = server_url();
    auto const authority = url.find("://") + 3;
    auto const path = url.find('/', authority);
    auto const query = url.find('?', authority);
    auto const rest = query == std::string::npos ? std::string{} : url.substr(query);
    return url.substr(0, std::min(path, query)) + "/" + database + rest;
}

}  // namespace

ScratchDatabase::ScratchDatabase(Engine engine) : engine_{engine}
{
    static std::atomic<int> count{0};
    name_ = "upbeat_apps_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    folder_ = std::filesystem::temp_directory_path() / name_;
    std::filesystem::create_directories(folder_);
    if (engine == Engine::postgres) {
        command(server_url(), "create database " + name_);
        url_ = url_of(name_);
    } else {
        url_ = (folder_ / "upbeat.db").string();
    }
}

ScratchDatabase::~ScratchDatabase()
{
    std::filesystem::remove_all(folder_);
    if (engine_ == Engine::postgres) {
        try {
            command(server_url(), "drop database if exists " + name_ + " with (force)");
        } catch (std::exception const&) {
            // The server may be what the test has taken away.
        }
    }
}

void ScratchDatabase::run(std::string const& sql) const
{
    engine_ == Engine::postgres ? command(url_, sql) : command_sqlite(url_, sql);
}

}  // namespace upbeat::testing

#include <upbeat/tests/support/program/scratch_database.hpp>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <libpq-fe.h>
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

void command(std::string const& sql)
{
    auto const connection =
        std::unique_ptr<PGconn, decltype(&PQfinish)>{PQconnectdb(server_url().c_str()), &PQfinish};
    auto const result = std::unique_ptr<PGresult, decltype(&PQclear)>{
        PQexec(connection.get(), sql.c_str()), &PQclear
    };
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
        throw std::runtime_error{sql + ": " + PQerrorMessage(connection.get())};
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
        command("create database " + name_);
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
            command("drop database if exists " + name_ + " with (force)");
        } catch (std::exception const&) {
            // The server may be what the test has taken away.
        }
    }
}

}  // namespace upbeat::testing

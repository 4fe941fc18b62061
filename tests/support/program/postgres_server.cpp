#include <upbeat/tests/support/program/postgres_server.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <libpq-fe.h>
#include <unistd.h>

#include <upbeat/apps/bench/child_process.hpp>
#include <upbeat/apps/measure/load_tools.hpp>

namespace upbeat::testing {
namespace {

namespace fs = std::filesystem;

// The newest installed version, as Debian lays it out.
fs::path programs()
{
    std::vector<fs::path> versions;
    for (auto const& entry : fs::directory_iterator{"/usr/lib/postgresql"}) {
        versions.push_back(entry.path());
    }
    if (versions.empty()) {
        throw std::runtime_error{"no PostgreSQL is installed"};
    }
    std::ranges::sort(versions, {}, [](fs::path const& path) {
        return std::stoi(path.filename().string());
    });
    return versions.back() / "bin";
}

fs::path fresh_folder()
{
    auto name = (fs::temp_directory_path() / "upbeat-postgres-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error{"no temporary folder"};
    }
    return name;
}

struct ProcessState {
    char letter = 'X';
    pid_t parent = 0;
};

// The fields after the name in parentheses, which may hold anything.
ProcessState state_of(pid_t process)
{
    std::ifstream file{"/proc/" + std::to_string(process) + "/stat"};
    std::string const line{std::istreambuf_iterator<char>{file}, {}};
    auto const end = line.rfind(')');
    ProcessState state;
    if (end != std::string::npos) {
        std::istringstream rest{line.substr(end + 2)};
        rest >> state.letter >> state.parent;
    }
    return state;
}

// Whoever inherits it may take its time to bury it.
bool is_gone(pid_t process)
{
    auto const letter = state_of(process).letter;
    return letter == 'X' || letter == 'Z';
}

}  // namespace

PostgresServer::PostgresServer(std::vector<std::string> const& settings)
    : folder_{fresh_folder()}, data_{folder_ / "data"}, port_{apps::free_port()}
{
    fs::permissions(folder_, fs::perms::all);
    tool(
        {"initdb",
         "-D",
         data_.string(),
         "-U",
         "upbeat",
         "-A",
         "trust",
         "-E",
         "UTF8",
         "--locale",
         "C.UTF-8",
         "--no-sync",
         "--wal-segsize=1"}
    );
    std::ofstream file{data_ / "postgresql.conf", std::ios::app};
    file << "listen_addresses='127.0.0.1'\nunix_socket_directories=''\nmax_connections=100\n"
         << "shared_buffers=32MB\nlogging_collector=off\nport=" << port_ << '\n';
    for (auto const& line : settings) {
        file << line << '\n';
    }
    file.close();
    start();
}

PostgresServer& PostgresServer::shared()
{
    static PostgresServer server;
    return server;
}

PostgresServer::~PostgresServer()
{
    if (postmaster_ != 0) {
        kill();
    }
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string PostgresServer::url_through(unsigned port) const
{
    auto const name = databases_ == 0 ? "postgres" : "upbeat_" + std::to_string(databases_);
    return "postgresql://upbeat@127.0.0.1:" + std::to_string(port) + "/" + name;
}

std::string PostgresServer::fresh_url()
{
    run("create database upbeat_" + std::to_string(databases_ + 1));
    ++databases_;
    return url();
}

// PostgreSQL refuses to run as root.
void PostgresServer::tool(std::vector<std::string> words, Environment const& environment) const
{
    words.front() = (programs() / words.front()).string();
    auto all = std::vector<std::string>{};
    if (::geteuid() == 0) {
        all = {"/usr/sbin/runuser", "-u", "postgres", "--"};
    }
    all.insert(all.end(), {"/usr/bin/env", "-C", folder_.string()});
    for (auto const& [name, value] : environment) {
        all.push_back(name + "=" + value);
    }
    all.insert(all.end(), words.begin(), words.end());
    auto const done = apps::run(all);
    if (done.code != 0) {
        throw std::runtime_error{words.front() + " failed: " + done.err + done.out};
    }
}

void PostgresServer::start(Environment const& environment)
{
    // Left by one that was killed; its process may not be buried yet and pass for alive.
    fs::remove(data_ / "postmaster.pid");
    tool(
        {"pg_ctl",
         "-D",
         data_.string(),
         "-l",
         (folder_ / "log").string(),
         "-w",
         "-s",
         "-t",
         "60",
         "start"},
        environment
    );
    std::ifstream file{data_ / "postmaster.pid"};
    file >> postmaster_;
}

void PostgresServer::stop_immediately()
{
    tool({"pg_ctl", "-D", data_.string(), "-s", "-m", "immediate", "stop"});
    postmaster_ = 0;
}

void PostgresServer::stop_cleanly()
{
    tool({"pg_ctl", "-D", data_.string(), "-s", "-m", "fast", "stop"});
    postmaster_ = 0;
}

std::vector<pid_t> PostgresServer::processes() const
{
    std::vector<pid_t> found;
    for (auto const& entry : fs::directory_iterator{"/proc"}) {
        auto const name = entry.path().filename().string();
        if (std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) {
            auto const process = static_cast<pid_t>(std::stol(name));
            if (state_of(process).parent == postmaster_) {
                found.push_back(process);
            }
        }
    }
    return found;
}

void PostgresServer::signal_all(int number) const
{
    // The postmaster first, so that it starts no process in between.
    auto const all = processes();
    ::kill(postmaster_, number);
    for (auto const process : all) {
        ::kill(process, number);
    }
}

void PostgresServer::kill()
{
    // Stopped first, or the rest would see the postmaster's end and tidy up.
    signal_all(SIGSTOP);
    auto const all = processes();
    signal_all(SIGKILL);
    while (!is_gone(postmaster_) || !std::ranges::all_of(all, is_gone)) {
        std::this_thread::yield();
    }
    postmaster_ = 0;
}

void PostgresServer::kill_backends()
{
    for (auto const process : processes()) {
        std::ifstream file{"/proc/" + std::to_string(process) + "/cmdline"};
        std::string const title{std::istreambuf_iterator<char>{file}, {}};
        if (title.find("upbeat upbeat_") != std::string::npos) {
            ::kill(process, SIGKILL);
        }
    }
}

void PostgresServer::freeze()
{
    signal_all(SIGSTOP);
}

void PostgresServer::thaw()
{
    signal_all(SIGCONT);
}

void PostgresServer::run(std::string const& sql) const
{
    std::unique_ptr<PGconn, decltype(&PQfinish)> const connection{
        PQconnectdb(url().c_str()), &PQfinish
    };
    std::unique_ptr<PGresult, decltype(&PQclear)> const result{
        PQexec(connection.get(), sql.c_str()), &PQclear
    };
    auto const status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        throw std::runtime_error{sql + ": " + PQerrorMessage(connection.get())};
    }
}

}  // namespace upbeat::testing

#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace upbeat::testing {

// A PostgreSQL of one's own that may be treated badly: a fresh cluster in a temporary folder that
// waits for the disk as it does in production. For one thread. Throws std::runtime_error.
class PostgresServer {
   public:
    using Environment = std::map<std::string, std::string>;

    // Made and started. `settings` are lines for postgresql.conf.
    explicit PostgresServer(std::vector<std::string> const& settings = {});
    // One for all tests of a program that ask for nothing special, to save the making of clusters.
    // Whoever stops it starts it again.
    static PostgresServer& shared();
    ~PostgresServer();
    PostgresServer(PostgresServer const&) = delete;
    PostgresServer& operator=(PostgresServer const&) = delete;

    unsigned port() const { return port_; }
    // The newest database, perhaps by way of another port.
    std::string url() const { return url_through(port_); }
    std::string url_through(unsigned port) const;
    // Makes an empty database and gives its URL.
    std::string fresh_url();
    std::filesystem::path const& data() const { return data_; }

    // Waits until it answers. `environment` is added to what the server sees.
    void start(Environment const& environment = {});
    void stop_immediately();
    void stop_cleanly();
    // SIGKILL for the postmaster and every process of it, at once.
    void kill();
    // SIGKILL for the processes that serve clients; the postmaster then restarts all of them.
    void kill_backends();
    // SIGSTOP for all of it: sockets stay open, nothing is answered.
    void freeze();
    void thaw();

    // Runs statements as an administrator.
    void run(std::string const& sql) const;

   private:
    void tool(std::vector<std::string> words, Environment const& environment = {}) const;
    std::vector<pid_t> processes() const;
    void signal_all(int number) const;

    std::filesystem::path folder_;
    std::filesystem::path data_;
    unsigned port_ = 0;
    unsigned databases_ = 0;
    pid_t postmaster_ = 0;
};

}  // namespace upbeat::testing

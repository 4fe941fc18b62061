#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <upbeat/apps/bench/child_process.hpp>
#include <upbeat/apps/bench/http_client.hpp>

namespace upbeat::testing {

// `upbeat serve` that is started, killed and started again on one folder and one database. Its log
// goes to a file there, so that a server that complains a lot is not held up. For one thread.
class CrashableServer {
   public:
    static constexpr auto kAdminKey = "an-administrators-key-for-tests";

    // `url` for DATABASE_URL; empty: SQLite in the folder. `more` overrides the settings for load:
    // no request limits, no anti-gaming, no access log.
    CrashableServer(
        std::filesystem::path folder, std::string url, apps::ChildProcess::Environment more = {}
    );

    // Until it listens; throws std::runtime_error with its log if it does not.
    void start();
    // SIGKILL, and waits until it is gone.
    void kill();
    // SIGTERM; the code it ended with.
    int stop();

    unsigned port() const { return port_; }
    pid_t pid() const { return process_->pid(); }
    std::string log() const;
    std::filesystem::path const& folder() const { return folder_; }

    // Runs another command of the program on the same installation.
    apps::Run command(std::vector<std::string> words, std::string const& input = {}) const;

    apps::HttpAnswer get(std::string const& target, std::string const& key = {}) const;
    apps::HttpAnswer post(
        std::string const& target, std::string const& body, std::string const& key
    ) const;

    void set(std::string const& name, std::string const& value) { environment_[name] = value; }

   private:
    std::filesystem::path folder_;
    apps::ChildProcess::Environment environment_;
    std::unique_ptr<apps::ChildProcess> process_;
    unsigned port_ = 0;
};

// A folder of one's own below the temporary one; gone at the end.
class ScratchFolder {
   public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(ScratchFolder const&) = delete;
    ScratchFolder& operator=(ScratchFolder const&) = delete;

    std::filesystem::path const& path() const { return path_; }

   private:
    std::filesystem::path path_;
};

// The library that stands between a program and its disk: see disk_shim.cpp.
std::string disk_shim();

}  // namespace upbeat::testing

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <upbeat/apps/bench/child_process.hpp>
#include <upbeat/apps/measure/figures.hpp>

namespace upbeat::apps {

// The full path of a program, or nothing where it is not installed.
std::optional<std::string> find_program(std::string const& name);

struct Load {
    std::string url;
    int connections = 64;
    int seconds = 5;
    std::vector<std::string> headers{};
    std::string script{};  // a Lua file
};

// Two threads of wrk; throws std::runtime_error if wrk does not answer as expected.
Sample run_wrk(std::string const& wrk, Load const& load);

// An nginx that serves `folder`, tuned for small files: sendfile off, open files cached, no log.
class NginxProcess {
   public:
    NginxProcess(std::string const& nginx, std::filesystem::path const& folder);
    // Its workers outlive a master that is killed, so it is asked to go.
    ~NginxProcess();
    NginxProcess(NginxProcess const&) = delete;
    NginxProcess& operator=(NginxProcess const&) = delete;

    unsigned port() const { return port_; }

   private:
    unsigned port_;
    std::unique_ptr<ChildProcess> process_;
};

// How many files that nginx can keep open and ready.
std::int64_t most_open_files();

// A port that was free a moment ago.
unsigned free_port();

}  // namespace upbeat::apps

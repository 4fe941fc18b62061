#pragma once

#include <memory>
#include <string>

#include <upbeat/apps/bench/child_process.hpp>
#include <upbeat/apps/bench/http_client.hpp>
#include <upbeat/tests/support/program/scratch_database.hpp>

namespace upbeat::testing {

using apps::ChildProcess;
using apps::HttpAnswer;
using apps::HttpQuestion;
using apps::Run;

// `upbeat serve` on a free port, with an administrator's key and no request limits for this
// machine.
class ServerProcess {
   public:
    static constexpr auto kAdminKey = "an-administrators-key-for-tests";

    explicit ServerProcess(ScratchDatabase const& database, ChildProcess::Environment more = {});

    // Whether it said that it listens; else `stop()` tells how it ended.
    bool serves() const { return port_ != 0; }
    unsigned port() const { return port_; }
    ChildProcess& process() { return process_; }

    HttpAnswer get(std::string const& target, std::string const& key = {}) const;
    HttpAnswer post(std::string const& target, std::string const& body, std::string const& key = {})
        const;

    // SIGTERM, and how it ended.
    Run stop();

   private:
    ChildProcess process_;
    unsigned port_ = 0;
};

// The program under test: the path that CMake compiled in.
std::string program();

// What every command needs to work on `database`.
ChildProcess::Environment environment_for(ScratchDatabase const& database);

}  // namespace upbeat::testing

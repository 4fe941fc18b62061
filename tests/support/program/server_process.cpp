#include <upbeat/tests/support/program/server_process.hpp>

#include <csignal>
#include <utility>

namespace upbeat::testing {
namespace {

ChildProcess::Environment merged(ChildProcess::Environment base, ChildProcess::Environment more)
{
    more.merge(base);
    return more;
}

unsigned port_in(std::string const& line)
{
    auto const at = line.find("port=");
    return at == std::string::npos ? 0U : static_cast<unsigned>(std::stoul(line.substr(at + 5)));
}

}  // namespace

std::string program()
{
    return UPBEAT_PROGRAM;
}

ChildProcess::Environment environment_for(ScratchDatabase const& database)
{
    return {
        {"DATABASE_URL", database.url()},
        {"DATA_DIR", database.folder().string()},
        {"API_PORT", "0"},
        {"ADMIN_API_KEY", ServerProcess::kAdminKey},
        {"RATE_LIMIT_EXEMPT", "127.0.0.0/8"}
    };
}

ServerProcess::ServerProcess(ScratchDatabase const& database, ChildProcess::Environment more)
    : process_{
          {program(), "serve", "--migrate"}, merged(environment_for(database), std::move(more))
      }
{
    if (auto const line = process_.wait_for_line("event=listening")) {
        port_ = port_in(*line);
    }
}

HttpAnswer ServerProcess::get(std::string const& target, std::string const& key) const
{
    return apps::ask(port_, {.target = target, .key = key});
}

HttpAnswer ServerProcess::post(
    std::string const& target, std::string const& body, std::string const& key
) const
{
    return apps::ask(port_, {.method = "POST", .target = target, .body = body, .key = key});
}

Run ServerProcess::stop()
{
    process_.signal(SIGTERM);
    return process_.wait();
}

}  // namespace upbeat::testing

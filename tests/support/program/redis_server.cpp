#include <upbeat/tests/support/program/redis_server.hpp>

#include <csignal>
#include <stdexcept>
#include <thread>

#include <upbeat/apps/measure/load_tools.hpp>
#include <upbeat/infrastructure/platform/redis_probe.hpp>

namespace upbeat::testing {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 30s;
constexpr auto kBetweenLooks = 10ms;

}  // namespace

RedisServer::RedisServer() : port_{apps::free_port()}
{
    start();
}

std::string RedisServer::url() const
{
    return "redis://127.0.0.1:" + std::to_string(port_);
}

void RedisServer::start()
{
    process_ = std::make_unique<apps::ChildProcess>(
        std::vector<std::string>{
            "/usr/bin/redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            std::to_string(port_),
            "--save",
            "",
            "--appendonly",
            "no",
            "--logfile",
            "/dev/null",
            "--dir",
            "/tmp"
        },
        apps::ChildProcess::Environment{}
    );
    platform::RedisAddress const address{.host = "127.0.0.1", .port = static_cast<int>(port_)};
    auto const until = std::chrono::steady_clock::now() + kPatience;
    while (!platform::redis_answers(address, 500ms)) {
        if (std::chrono::steady_clock::now() > until) {
            throw std::runtime_error{"Redis does not start"};
        }
        std::this_thread::sleep_for(kBetweenLooks);
    }
}

void RedisServer::kill()
{
    process_->signal(SIGKILL);
    process_->wait();
    process_.reset();
}

}  // namespace upbeat::testing

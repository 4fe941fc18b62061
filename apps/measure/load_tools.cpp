#include <upbeat/apps/measure/load_tools.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <upbeat/apps/bench/http_client.hpp>

namespace upbeat::apps {
namespace {

constexpr auto kNginxConfig = R"(daemon off;
master_process on;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    sendfile off;
    open_file_cache max={files};
    keepalive_requests 1000000000;
    default_type application/json;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
)";

// "1.35ms", "870.00us", "2.10s" in milliseconds.
double milliseconds(std::string const& text)
{
    auto const value = std::strtod(text.c_str(), nullptr);
    if (text.ends_with("us")) {
        return value / 1000;
    }
    return text.ends_with("ms") ? value : value * 1000;
}

std::string first_match(std::string const& text, char const* pattern)
{
    auto found = std::smatch{};
    return std::regex_search(text, found, std::regex{pattern}) ? found[1].str() : std::string{};
}

}  // namespace

std::optional<std::string> find_program(std::string const& name)
{
    auto const* const path = std::getenv("PATH");
    auto folders =
        std::istringstream{std::string{path == nullptr ? "" : path} + ":/usr/sbin:/usr/bin"};
    for (auto folder = std::string{}; std::getline(folders, folder, ':');) {
        auto const file = folder + "/" + name;
        if (!folder.empty() && ::access(file.c_str(), X_OK) == 0) {
            return file;
        }
    }
    return std::nullopt;
}

Sample run_wrk(std::string const& wrk, Load const& load)
{
    auto words = std::vector<std::string>{
        wrk,
        "-t2",
        fmt::format("-c{}", load.connections),
        fmt::format("-d{}s", load.seconds),
        "--latency"
    };
    for (auto const& header : load.headers) {
        words.insert(words.end(), {"-H", header});
    }
    if (!load.script.empty()) {
        words.insert(words.end(), {"-s", load.script});
    }
    words.push_back(load.url);
    auto const done = run(words);
    auto const rate = first_match(done.out, R"(Requests/sec:\s+([0-9.]+))");
    if (done.code != 0 || rate.empty()) {
        throw std::runtime_error{"wrk failed: " + done.err + done.out};
    }
    auto const bad = first_match(done.out, R"(Non-2xx or 3xx responses: ([0-9]+))");
    return {
        .value = std::stod(rate),
        .p99 = milliseconds(first_match(done.out, R"(99%\s+([0-9.]+[a-z]+))")),
        .bad = bad.empty() ? 0 : std::stoll(bad)
    };
}

unsigned free_port()
{
    auto const descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = sockaddr_in{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto size = static_cast<socklen_t>(sizeof address);
    ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(descriptor);
    return ntohs(address.sin_port);
}

// Each worker keeps as many files open as it is allowed to, less what connections need.
std::int64_t most_open_files()
{
    constexpr std::int64_t kConnections = 3'000;
    constexpr std::int64_t kEnough = 200'000;
    auto limit = rlimit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    auto const allowed = static_cast<std::int64_t>(std::min<rlim_t>(limit.rlim_cur, kEnough));
    return std::max<std::int64_t>(allowed - kConnections, 100);
}

NginxProcess::NginxProcess(std::string const& nginx, std::filesystem::path const& folder)
    : port_{free_port()}
{
    // Its workers drop root's rights and must still reach the folder.
    std::filesystem::permissions(
        folder,
        std::filesystem::perms::others_read | std::filesystem::perms::others_exec,
        std::filesystem::perm_options::add
    );
    auto const file = folder / "nginx.conf";
    std::ofstream{file} << fmt::format(
        fmt::runtime(kNginxConfig),
        fmt::arg("workers", std::thread::hardware_concurrency()),
        fmt::arg("folder", folder.string()),
        fmt::arg("files", most_open_files()),
        fmt::arg("port", port_)
    );
    process_ = std::make_unique<ChildProcess>(
        std::vector<std::string>{nginx, "-c", file.string()}, ChildProcess::Environment{}
    );
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds{5};
    while (ask(port_, {.target = "/"}).status == 0) {
        if (std::chrono::steady_clock::now() > until) {
            throw std::runtime_error{"nginx does not start"};
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

NginxProcess::~NginxProcess()
{
    if (process_) {
        process_->signal(SIGTERM);
        process_->wait(std::chrono::seconds{5});
    }
}

}  // namespace upbeat::apps

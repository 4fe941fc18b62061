#include <upbeat/tests/support/program/crashable_server.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include <unistd.h>

#include <upbeat/tests/support/program/server_process.hpp>

namespace upbeat::testing {
namespace {

namespace fs = std::filesystem;

// The tests look for the line; nothing else depends on how often.
constexpr std::chrono::milliseconds kBetweenLooks{10};
constexpr std::chrono::seconds kPatience{120};

std::string text_of(fs::path const& file)
{
    std::ifstream stream{file};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

CrashableServer::CrashableServer(
    fs::path folder, std::string url, apps::ChildProcess::Environment more
)
    : folder_{std::move(folder)},
      environment_{
          {"DATABASE_URL", url.empty() ? (folder_ / "upbeat.db").string() : url},
          {"DATA_DIR", folder_.string()},
          {"API_PORT", "0"},
          {"ADMIN_API_KEY", kAdminKey},
          {"RATE_LIMIT_EXEMPT", "127.0.0.0/8"},
          {"API_RATE_LIMIT_FREE", "1000000000"},
          {"ANTI_GAMING", "off"},
          {"ACCESS_LOG", "off"}
      }
{
    for (auto& [name, value] : more) {
        environment_[name] = std::move(value);
    }
}

void CrashableServer::start()
{
    auto const file = folder_ / "serve.log";
    fs::remove(file);
    process_ = std::make_unique<apps::ChildProcess>(
        std::vector<std::string>{
            "/bin/sh", "-c", "exec \"$0\" serve --migrate 2>\"$1\"", program(), file.string()
        },
        environment_
    );
    auto const until = std::chrono::steady_clock::now() + kPatience;
    constexpr std::string_view kSign{"event=listening"};
    for (auto text = text_of(file);; text = text_of(file)) {
        auto const line = text.find(kSign);
        if (line != std::string::npos && text.find('\n', line) != std::string::npos) {
            port_ = static_cast<unsigned>(std::stoul(text.substr(text.find("port=", line) + 5)));
            return;
        }
        if (::kill(process_->pid(), 0) != 0 || std::chrono::steady_clock::now() > until ||
            text.find("upbeat: ") != std::string::npos) {
            throw std::runtime_error{"the server does not start: " + text};
        }
        std::this_thread::sleep_for(kBetweenLooks);
    }
}

void CrashableServer::kill()
{
    process_->signal(SIGKILL);
    process_->wait();
    process_.reset();
}

int CrashableServer::stop()
{
    process_->signal(SIGTERM);
    auto const code = process_->wait().code;
    process_.reset();
    return code;
}

std::string CrashableServer::log() const
{
    return text_of(folder_ / "serve.log");
}

apps::Run CrashableServer::command(std::vector<std::string> words, std::string const& input) const
{
    words.insert(words.begin(), program());
    auto environment = environment_;
    environment.erase("LD_PRELOAD");
    return apps::run(words, environment, input);
}

apps::HttpAnswer CrashableServer::get(std::string const& target, std::string const& key) const
{
    return apps::ask(port_, {.target = target, .key = key});
}

apps::HttpAnswer CrashableServer::post(
    std::string const& target, std::string const& body, std::string const& key
) const
{
    return apps::ask(port_, {.method = "POST", .target = target, .body = body, .key = key});
}

ScratchFolder::ScratchFolder()
{
    auto name = (fs::temp_directory_path() / "upbeat-durable-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error{"no temporary folder"};
    }
    path_ = name;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string disk_shim()
{
    return UPBEAT_DISK_SHIM;
}

}  // namespace upbeat::testing

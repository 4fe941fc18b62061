#include <upbeat/apps/bench/child_process.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace upbeat::apps {
namespace {

using Clock = std::chrono::steady_clock;

std::array<int, 2> make_pipe()
{
    auto ends = std::array<int, 2>{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error{"pipe2 failed"};
    }
    return ends;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    auto all = std::vector<char*>{};
    for (auto& text : texts) {
        all.push_back(text.data());
    }
    all.push_back(nullptr);
    return all;
}

std::vector<std::string> environment_lines(ChildProcess::Environment const& environment)
{
    auto lines = std::vector<std::string>{};
    for (auto const* const name :
         {"PATH", "HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (auto const* const value = std::getenv(name)) {
            lines.push_back(std::string{name} + "=" + value);
        }
    }
    for (auto const& [name, value] : environment) {
        lines.push_back(name + "=" + value);
    }
    return lines;
}

void write_all(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        auto const written = ::write(descriptor, text.data(), text.size());
        if (written <= 0) {
            return;  // the child does not read on
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// Appends what is there; false at the end of the stream.
bool drain(int& descriptor, std::string& into)
{
    auto buffer = std::array<char, 65536>{};
    auto const count = ::read(descriptor, buffer.data(), buffer.size());
    if (count <= 0) {
        ::close(descriptor);
        descriptor = -1;
        return false;
    }
    into.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

}  // namespace

ChildProcess::ChildProcess(
    std::vector<std::string> const& arguments,
    Environment const& environment,
    std::string_view input
)
{
    auto const in = make_pipe();
    auto const out = make_pipe();
    auto const err = make_pipe();
    auto words = arguments;
    auto lines = environment_lines(environment);
    auto const argv = pointers(words);
    auto const envp = pointers(lines);

    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
    auto const failed = ::posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    ::close(err[1]);
    out_ = out[0];
    err_ = err[0];
    if (failed != 0) {
        ::close(in[1]);
        throw std::runtime_error{"cannot start " + arguments.front()};
    }
    // A child that ends early must not end the test by SIGPIPE. Inputs may be larger than the pipe,
    // so they are fed from the side.
    std::signal(SIGPIPE, SIG_IGN);
    std::thread{[descriptor = in[1], text = std::string{input}] {
        write_all(descriptor, text);
        ::close(descriptor);
    }}.detach();
}

ChildProcess::~ChildProcess()
{
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    for (auto const descriptor : {out_, err_}) {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }
}

bool ChildProcess::read_some(Clock::time_point until)
{
    auto waits = std::array<pollfd, 2>{pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    if ((out_ < 0 && err_ < 0) || left.count() <= 0 ||
        ::poll(waits.data(), waits.size(), static_cast<int>(left.count())) <= 0) {
        return false;
    }
    if ((waits[0].revents & (POLLIN | POLLHUP)) != 0) {
        drain(out_, run_.out);
    }
    if ((waits[1].revents & (POLLIN | POLLHUP)) != 0) {
        drain(err_, run_.err);
    }
    return true;
}

std::optional<std::string> ChildProcess::wait_for_line(
    std::string_view text, std::chrono::seconds patience
)
{
    auto const until = Clock::now() + patience;
    while (true) {
        for (auto end = run_.err.find('\n', searched_); end != std::string::npos;
             end = run_.err.find('\n', searched_)) {
            auto const line = run_.err.substr(searched_, end - searched_);
            searched_ = end + 1;
            if (line.find(text) != std::string::npos) {
                return line;
            }
        }
        if (!read_some(until)) {
            return std::nullopt;
        }
    }
}

void ChildProcess::signal(int number) const
{
    ::kill(pid_, number);
}

Run ChildProcess::wait(std::chrono::seconds patience)
{
    auto const until = Clock::now() + patience;
    while (read_some(until)) {
    }
    if (Clock::now() >= until) {
        ::kill(pid_, SIGKILL);
    }
    auto status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    run_.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return run_;
}

Run run(
    std::vector<std::string> const& arguments,
    ChildProcess::Environment const& environment,
    std::string_view input
)
{
    return ChildProcess{arguments, environment, input}.wait();
}

}  // namespace upbeat::apps

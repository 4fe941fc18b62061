#include <upbeat/apps/composition/shutdown_signal.hpp>

#include <cstdlib>
#include <thread>
#include <utility>

namespace upbeat::apps {
namespace {

// What shells show for a process that SIGINT or SIGTERM ended.
constexpr int kSignalled = 128;

}  // namespace

ShutdownSignal::ShutdownSignal()
{
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

int ShutdownSignal::wait() const
{
    auto number = 0;
    sigwait(&signals_, &number);
    return number;
}

void ShutdownSignal::insist_on_next() const
{
    // Detached: if no second signal comes, the process ends under it, and that is what it waits
    // for.
    std::thread{[signals = signals_] {
        auto number = 0;
        sigwait(&signals, &number);
        std::_Exit(kSignalled + number);
    }}.detach();
}

void ShutdownSignal::insist_after(std::chrono::seconds patience, std::function<int()> last_words)
{
    // Detached for the same reason.
    std::thread{[patience, last_words = std::move(last_words)] {
        std::this_thread::sleep_for(patience);
        std::_Exit(last_words());
    }}.detach();
}

}  // namespace upbeat::apps

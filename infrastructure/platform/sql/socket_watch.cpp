#include <algorithm>

#include <sys/socket.h>

#include "socket_watch.hpp"

namespace upbeat::sql {
namespace {

// A silence is noticed so much later than it might be, which nobody minds at limits of seconds.
constexpr std::chrono::milliseconds kBetweenLooks{50};

std::int64_t nanoseconds(std::chrono::nanoseconds duration)
{
    return duration.count();
}

std::int64_t now()
{
    return nanoseconds(SocketWatch::Clock::now().time_since_epoch());
}

}  // namespace

SocketWatch::Socket::Socket(SocketWatch& watch, int descriptor)
    : watch_{watch}, descriptor_{descriptor}
{
    std::scoped_lock const lock{watch_.mutex_};
    watch_.sockets_.push_back(this);
}

SocketWatch::Socket::~Socket()
{
    std::scoped_lock const lock{watch_.mutex_};
    std::erase(watch_.sockets_, this);
}

void SocketWatch::Socket::expect(std::chrono::milliseconds within)
{
    auto const limit = std::min(nanoseconds(within), watch_.most_.load(std::memory_order_relaxed));
    until_.store(now() + limit, std::memory_order_release);
}

SocketWatch::SocketWatch() : thread_{[this] { run(); }} {}

SocketWatch::~SocketWatch()
{
    {
        std::scoped_lock const lock{mutex_};
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void SocketWatch::hurry(std::chrono::milliseconds most)
{
    most_.store(nanoseconds(most));
    auto const end = now() + nanoseconds(most);
    std::scoped_lock const lock{mutex_};
    for (auto* const socket : sockets_) {
        // Who waits for nothing keeps `never`, also if an answer comes at this moment.
        auto until = socket->until_.load();
        while (until != Socket::kNever && until > end &&
               !socket->until_.compare_exchange_weak(until, end)) {
        }
    }
}

void SocketWatch::run()
{
    std::unique_lock lock{mutex_};
    while (!changed_.wait_for(lock, kBetweenLooks, [this] { return stopping_; })) {
        look(now());
    }
}

void SocketWatch::look(std::int64_t now)
{
    for (auto* const socket : sockets_) {
        auto until = socket->until_.load(std::memory_order_acquire);
        // Exchanged, so that an answer that comes at this moment is not taken for a silence.
        if (until <= now && socket->until_.compare_exchange_strong(until, Socket::kNever)) {
            socket->silent_.store(true, std::memory_order_release);
            ::shutdown(socket->descriptor_, SHUT_RDWR);
        }
    }
}

}  // namespace upbeat::sql

#include <upbeat/adapters/http/server/server.hpp>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/server/io_thread.hpp>
#include <upbeat/adapters/http/server/listening.hpp>

namespace upbeat::http {

class Server::Body {
   public:
    Body(ServerOptions options, Application& application)
        : options_{std::move(options)}, application_{application}
    {
    }

    Result<void> start();
    void stop(std::chrono::milliseconds grace);

    std::uint16_t port() const { return port_; }
    ServerLoad load() const
    {
        return {
            .accepted = counters_.accepted,
            .turned_away = counters_.turned_away,
            .open = counters_.open,
            .streams = std::transform_reduce(
                loops_.begin(),
                loops_.end(),
                std::size_t{0},
                std::plus{},
                [](auto const& loop) { return loop->streams(); }
            )
        };
    }
    void wake_streams()
    {
        for (auto const& loop : loops_) {
            loop->wake_streams();
        }
    }
    bool streams_busy() const
    {
        return std::any_of(loops_.begin(), loops_.end(), [](auto const& loop) {
            return loop->streams_busy();
        });
    }

   private:
    using Clock = std::chrono::steady_clock;

    void run(IoThread& io);

    ServerOptions options_;
    Application& application_;
    ConnectionCounters counters_;
    std::uint16_t port_ = 0;
    std::vector<std::unique_ptr<IoThread>> loops_;
    std::vector<std::thread> threads_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t running_ = 0;  // loops that have not returned
    bool draining_ = false;
    Clock::time_point patience_ends_ = Clock::time_point::max();
};

Result<void> Server::Body::start()
{
    auto const cores = std::max(1U, std::thread::hardware_concurrency());
    auto const count = options_.threads == 0 ? cores : options_.threads;
    UPBEAT_TRY(auto listening, listen_together(options_.address, options_.port, count));
    port_ = listening.port;
    for (auto& socket : listening.sockets) {
        loops_.push_back(std::make_unique<IoThread>(
            options_, application_, counters_, std::move(socket), listening.family
        ));
    }
    running_ = loops_.size();
    for (auto const& loop : loops_) {
        threads_.emplace_back([this, &io = *loop] { run(io); });
    }
    return {};
}

void Server::Body::run(IoThread& io)
{
    io.run();
    std::scoped_lock const lock{mutex_};
    --running_;
    changed_.notify_all();
}

void Server::Body::stop(std::chrono::milliseconds grace)
{
    std::unique_lock lock{mutex_};
    patience_ends_ = std::min(patience_ends_, Clock::now() + grace);
    changed_.notify_all();
    auto const all_returned = [this] { return running_ == 0; };
    if (std::exchange(draining_, true)) {
        changed_.wait(lock, all_returned);
        return;
    }
    for (auto const& loop : loops_) {
        loop->drain();
    }
    while (running_ != 0 && Clock::now() < patience_ends_) {
        changed_.wait_until(lock, patience_ends_);
    }
    for (auto const& loop : loops_) {
        loop->insist();
    }
    changed_.wait(lock, all_returned);
    lock.unlock();
    for (auto& thread : threads_) {
        thread.join();
    }
    threads_.clear();
    loops_.clear();
}

Server::Server(ServerOptions options, Application& application)
    : body_{std::make_unique<Body>(std::move(options), application)}
{
}

Server::~Server()
{
    stop(std::chrono::milliseconds{0});
}

Result<void> Server::start()
{
    return body_->start();
}

void Server::stop(std::chrono::milliseconds grace)
{
    body_->stop(grace);
}

void Server::wake_streams()
{
    body_->wake_streams();
}

bool Server::streams_busy() const
{
    return body_->streams_busy();
}

std::uint16_t Server::port() const
{
    return body_->port();
}

ServerLoad Server::load() const
{
    return body_->load();
}

}  // namespace upbeat::http

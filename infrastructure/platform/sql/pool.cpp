#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "pool.hpp"

namespace upbeat::sql {

Pool::Lease::Lease(Pool& pool, std::unique_ptr<Connection> connection)
    : pool_{&pool}, connection_{std::move(connection)}
{
}

Pool::Lease::~Lease()
{
    if (connection_) {
        pool_->give_back(std::move(connection_));
    }
}

Pool::Pool(Open open, std::size_t most, std::chrono::milliseconds lease_timeout)
    : open_{std::move(open)}, most_{std::max<std::size_t>(most, 1)}, lease_timeout_{lease_timeout}
{
    idle_.reserve(most_);
}

Pool::Lease Pool::lease()
{
    auto connection = idle_or_place();
    if (connection && !connection->alive()) {
        connection.reset();
    }
    return Lease{*this, connection ? std::move(connection) : opened()};
}

// The connection used last, or nothing: then a place is taken, and one is to be opened.
std::unique_ptr<Connection> Pool::idle_or_place()
{
    std::unique_lock lock{mutex_};
    auto const free = [this] { return !idle_.empty() || places_ < most_; };
    if (!returned_.wait_for(lock, lease_timeout_, free)) {
        throw Unavailable{fmt::format("all {} database connections are busy", most_)};
    }
    if (idle_.empty()) {
        ++places_;
        return nullptr;
    }
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

std::unique_ptr<Connection> Pool::opened()
{
    try {
        return open_();
    } catch (...) {
        free_place();
        throw;
    }
}

void Pool::give_back(std::unique_ptr<Connection> connection)
{
    if (connection->broken()) {
        connection.reset();
        free_place();
        return;
    }
    {
        std::scoped_lock const lock{mutex_};
        idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
}

void Pool::free_place()
{
    {
        std::scoped_lock const lock{mutex_};
        --places_;
    }
    returned_.notify_one();
}

}  // namespace upbeat::sql

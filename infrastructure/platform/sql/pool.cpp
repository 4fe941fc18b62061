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

Pool::Pool(Open open, Limits limits)
    : open_{std::move(open)},
      most_{std::max<std::size_t>(limits.most, 1)},
      lease_timeout_{limits.lease_timeout},
      pause_{limits.pause}
{
    idle_.reserve(most_);
}

Pool::Lease Pool::lease(Asking asking)
{
    auto connection = idle_or_place(asking);
    while (connection && !connection->alive()) {
        connection.reset();
        free_place();
        connection = idle_or_place(asking);
    }
    return Lease{*this, connection ? std::move(connection) : opened()};
}

// The connection used last, or nothing: then a place is taken, and one is to be opened.
std::unique_ptr<Connection> Pool::idle_or_place(Asking asking)
{
    std::unique_lock lock{mutex_};
    auto const decided = [&] { return !idle_.empty() || places_ < most_ || !may_open(asking); };
    if (!returned_.wait_for(lock, lease_timeout_.load(), decided)) {
        throw Unavailable{fmt::format("all {} database connections are busy", most_)};
    }
    if (idle_.empty()) {
        if (!may_open(asking)) {
            throw Unavailable{why_};
        }
        ++places_;
        ++opening_;
        return nullptr;
    }
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

bool Pool::may_open(Asking asking) const
{
    return !unreachable_ ||
           (opening_ == 0 && (asking == Asking::probe || Clock::now() >= closed_until_));
}

std::unique_ptr<Connection> Pool::opened()
{
    try {
        auto connection = open_();
        {
            std::scoped_lock const lock{mutex_};
            --opening_;
            unreachable_ = false;
        }
        returned_.notify_all();
        return connection;
    } catch (std::exception const& failure) {
        {
            std::scoped_lock const lock{mutex_};
            --opening_;
            --places_;
            note_failure(failure.what());
        }
        returned_.notify_all();
        throw;
    }
}

void Pool::note_failure(std::string why)
{
    unreachable_ = true;
    closed_until_ = Clock::now() + pause_;
    why_ = std::move(why);
}

void Pool::give_back(std::unique_ptr<Connection> connection)
{
    if (!connection->broken()) {
        {
            std::scoped_lock const lock{mutex_};
            idle_.push_back(std::move(connection));
        }
        returned_.notify_one();
        return;
    }
    // The others lead to the same server: whoever took one would wait for nothing, too.
    std::vector<std::unique_ptr<Connection>> useless;
    {
        std::scoped_lock const lock{mutex_};
        --places_;
        if (connection->silent()) {
            note_failure("the database fell silent in the middle of a statement");
            useless.swap(idle_);
            idle_.reserve(most_);
            places_ -= useless.size();
        }
    }
    returned_.notify_all();
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

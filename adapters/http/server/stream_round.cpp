#include <upbeat/adapters/http/server/stream_round.hpp>

#include <algorithm>

#include <upbeat/adapters/http/server/connection.hpp>

namespace upbeat::http {
namespace {

// About half a millisecond of sending.
constexpr std::size_t kTurn = 64;

}  // namespace

void StreamRound::add(Connection& connection)
{
    connection.stream_place_ = members_.size();
    members_.push_back(&connection);
    size_.fetch_add(1, std::memory_order_relaxed);
}

void StreamRound::remove(Connection& connection)
{
    members_[connection.stream_place_] = nullptr;
    size_.fetch_sub(1, std::memory_order_relaxed);
}

void StreamRound::begin()
{
    if (busy()) {
        again_ = true;
        return;
    }
    compact();
    next_ = 0;
    busy_ = true;
    turn();
}

void StreamRound::turn()
{
    auto const end = std::min(members_.size(), next_ + kTurn);
    for (; next_ < end; ++next_) {
        if (auto* const member = members_[next_]) {
            // It may close in there, and then nobody else may hold it.
            auto const held = member->shared_from_this();
            held->serve_stream();
        }
    }
    if (next_ == members_.size() && std::exchange(again_, false)) {
        compact();
        next_ = 0;
    }
    if (next_ < members_.size()) {
        later_();
    } else {
        busy_ = false;
    }
}

// Keeps the order, so that nobody is always served last by accident of who left.
void StreamRound::compact()
{
    std::erase(members_, nullptr);
    for (std::size_t place = 0; place < members_.size(); ++place) {
        members_[place]->stream_place_ = place;
    }
}

}  // namespace upbeat::http

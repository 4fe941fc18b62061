#include <upbeat/adapters/http/server/open_stream.hpp>

#include <utility>

namespace upbeat::http {
namespace {

// Answers to pings that wait for a client that does not read.
constexpr std::size_t kMostToCome = 4 * 1024;

}  // namespace

OpenStream::OpenStream(StreamPtr reader, StreamForm form) : reader_{std::move(reader)}, form_{form}
{
}

std::string_view OpenStream::rest()
{
    while (rest_.empty() && fetch()) {
    }
    return rest_;
}

bool OpenStream::fetch()
{
    piece_.reset();
    if (!own_to_come_.empty()) {
        own_ = std::exchange(own_to_come_, {});
        rest_ = own_;
        return true;
    }
    if (own_.capacity() > 0) {
        own_ = std::string{};
    }
    if (ended_) {
        return false;
    }
    piece_ = reader_->next(form_);
    if (piece_ != nullptr) {
        heartbeat_owed_ = false;
        rest_ = *piece_;
        return true;
    }
    if (std::exchange(heartbeat_owed_, false)) {
        own_ = reader_->heartbeat(form_);
        rest_ = own_;
        return true;
    }
    return false;
}

void OpenStream::take(std::string_view bytes)
{
    if (!is_web_socket()) {
        // A request behind one whose answer never ends.
        ended_ = true;
        return;
    }
    if (ended_) {
        return;
    }
    auto const demand = client_.take(bytes);
    if (own_to_come_.size() < kMostToCome) {
        own_to_come_.append(demand.pongs);
    }
    if (demand.close) {
        end(*demand.close);
    }
}

void OpenStream::end(CloseCode code)
{
    if (!std::exchange(ended_, true) && is_web_socket()) {
        append_close_frame(own_to_come_, code);
    }
}

}  // namespace upbeat::http

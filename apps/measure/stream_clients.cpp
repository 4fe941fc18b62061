#include <upbeat/apps/measure/stream_clients.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace upbeat::apps {
namespace {

constexpr std::string_view kRequest =
    "GET /api/v1/stream/scores HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::string_view kTrack = R"("item_id":"demo-track-)";
constexpr std::size_t kAtOnce = 100;  // connections that are being opened

}  // namespace

StreamClients::StreamClients(unsigned port, std::size_t count)
    : poll_{::epoll_create1(EPOLL_CLOEXEC)}, buffer_(256 * 1024)
{
    streams_.reserve(count);
    for (std::size_t begun = 0; begun < count;) {
        auto const end = std::min(count, begun + kAtOnce);
        while (streams_.size() < end) {
            connect_one(port);
        }
        for (; begun < end; ++begun) {
            begin_one(streams_[begun]);
        }
    }
    for (auto& stream : streams_) {
        epoll_event wanted{};
        wanted.events = EPOLLIN;
        wanted.data.ptr = &stream;
        ::epoll_ctl(poll_, EPOLL_CTL_ADD, stream.descriptor, &wanted);
    }
    thread_ = std::thread{[this] { read_all(); }};
}

StreamClients::~StreamClients()
{
    stopping_ = true;
    if (thread_.joinable()) {
        thread_.join();
    }
    for (auto const& stream : streams_) {
        ::close(stream.descriptor);
    }
    ::close(poll_);
}

void StreamClients::connect_one(unsigned port)
{
    auto const descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        throw std::runtime_error{"no more descriptors; see ulimit -Hn"};
    }
    streams_.push_back({.descriptor = descriptor});
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto const* const where = reinterpret_cast<sockaddr const*>(&address);
    if (::connect(descriptor, where, sizeof address) != 0 ||
        ::send(descriptor, kRequest.data(), kRequest.size(), MSG_NOSIGNAL) < 0) {
        throw std::runtime_error{"a stream cannot be opened"};
    }
}

// The head, and the event that every stream begins with.
void StreamClients::begin_one(Stream& stream)
{
    std::string text;
    while (text.find("retry: ") == std::string::npos || !text.ends_with("\n\n")) {
        auto const size = ::recv(stream.descriptor, buffer_.data(), buffer_.size(), 0);
        if (size <= 0 || !(text.append(buffer_.data(), static_cast<std::size_t>(size)))
                              .starts_with("HTTP/1.1 200 ")) {
            throw std::runtime_error{"a stream was refused: " + text.substr(0, text.find('\r'))};
        }
    }
}

void StreamClients::expect(std::int64_t track)
{
    std::scoped_lock const lock{mutex_};
    sent_[track] = Clock::now();
}

void StreamClients::wait(std::chrono::seconds patience)
{
    auto const until = Clock::now() + patience;
    while (missing() > 0 && Clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

std::vector<double> StreamClients::take_delays()
{
    std::scoped_lock const lock{mutex_};
    return std::exchange(delays_, {});
}

std::int64_t StreamClients::missing() const
{
    std::scoped_lock const lock{mutex_};
    return static_cast<std::int64_t>(sent_.size() * streams_.size()) - delivered_;
}

void StreamClients::read_all()
{
    std::array<epoll_event, 512> ready{};
    while (!stopping_) {
        auto const count = ::epoll_wait(poll_, ready.data(), ready.size(), 50);
        for (auto at = 0; at < count; ++at) {
            auto& stream = *static_cast<Stream*>(ready[static_cast<std::size_t>(at)].data.ptr);
            if (!read(stream)) {
                ::epoll_ctl(poll_, EPOLL_CTL_DEL, stream.descriptor, nullptr);
            }
        }
    }
}

bool StreamClients::read(Stream& stream)
{
    auto const size = ::recv(stream.descriptor, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (size <= 0) {
        return size < 0 && errno == EAGAIN;
    }
    std::string_view text{buffer_.data(), static_cast<std::size_t>(size)};
    if (!stream.unfinished.empty()) {
        stream.unfinished.append(text);
        text = stream.unfinished;
    }
    auto const last = text.rfind("\n\n");
    auto const end = last == std::string_view::npos ? 0 : last + 2;
    take_events(text.substr(0, end));
    stream.unfinished = std::string{text.substr(end)};
    return true;
}

void StreamClients::take_events(std::string_view text)
{
    auto const now = Clock::now();
    std::scoped_lock const lock{mutex_};
    for (auto at = text.find(kTrack); at != std::string_view::npos; at = text.find(kTrack, at)) {
        at += kTrack.size();
        std::int64_t track = 0;
        std::from_chars(text.data() + at, text.data() + text.size(), track);
        if (auto const sent = sent_.find(track); sent != sent_.end()) {
            delays_.push_back(std::chrono::duration<double, std::milli>(now - sent->second).count()
            );
            ++delivered_;
        }
    }
}

}  // namespace upbeat::apps

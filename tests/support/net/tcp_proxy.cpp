#include <upbeat/tests/support/net/tcp_proxy.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace upbeat::testing {
namespace {

constexpr int kTick = 10;  // ms: how soon a change of mode is noticed

sockaddr_in loopback(unsigned port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool send_all(int to, std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace

TcpProxy::TcpProxy(unsigned target_port)
    : target_{target_port}, listening_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    auto address = loopback(0);
    auto size = static_cast<socklen_t>(sizeof address);
    if (::bind(listening_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listening_, 128) != 0 ||
        ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error{"the proxy cannot listen"};
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { run(); }};
}

TcpProxy::~TcpProxy()
{
    stopping_ = true;
    thread_.join();
    for (auto const& link : links_) {
        ::close(link.client);
        ::close(link.server);
    }
    ::close(listening_);
}

void TcpProxy::swallow_answer_after(std::vector<std::string> texts)
{
    std::scoped_lock const lock{mutex_};
    texts_ = std::move(texts);
    swallowed_ = false;
}

void TcpProxy::run()
{
    while (!stopping_) {
        if (silent_) {
            ::poll(nullptr, 0, kTick);
            continue;
        }
        std::vector<pollfd> waits{{listening_, POLLIN, 0}};
        for (auto const& link : links_) {
            waits.push_back({link.client, POLLIN, 0});
            waits.push_back({link.server, POLLIN, 0});
        }
        if (::poll(waits.data(), waits.size(), kTick) <= 0 || silent_) {
            continue;
        }
        std::vector<Link> open;
        for (std::size_t i = 0; i < links_.size(); ++i) {
            auto& link = links_[i];
            auto const ready = [&](std::size_t place) { return waits[place].revents != 0; };
            auto const alive = (!ready(2 * i + 1) || pump(link.client, link.server, link)) &&
                               (!ready(2 * i + 2) || pump(link.server, link.client, link));
            if (alive) {
                open.push_back(std::move(link));
            } else {
                ::close(link.client);
                ::close(link.server);
            }
        }
        links_ = std::move(open);
        if (waits.front().revents != 0) {
            accept_one();
        }
    }
}

void TcpProxy::accept_one()
{
    auto const client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    auto const server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto const address = loopback(target_);
    if (client < 0 ||
        ::connect(server, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
        ::close(client);
        ::close(server);
        return;
    }
    links_.push_back({.client = client, .server = server});
}

// False when the link has to be closed.
bool TcpProxy::pump(int from, int to, Link& link)
{
    std::array<char, 64 * 1024> bytes{};
    auto const size = ::recv(from, bytes.data(), bytes.size(), 0);
    if (size <= 0) {
        return false;
    }
    std::string_view const text{bytes.data(), static_cast<std::size_t>(size)};
    if (from == link.client) {
        watch_client(link, text);
    } else if (link.to_swallow) {
        swallowed_ = true;
        return false;
    }
    return send_all(to, text);
}

void TcpProxy::watch_client(Link& link, std::string_view bytes)
{
    std::scoped_lock const lock{mutex_};
    link.tail.append(bytes);
    while (link.seen < texts_.size()) {
        auto const at = link.tail.find(texts_[link.seen]);
        if (at == std::string::npos) {
            break;
        }
        link.tail.erase(0, at + texts_[link.seen].size());
        ++link.seen;
    }
    if (!texts_.empty() && link.seen == texts_.size()) {
        link.to_swallow = true;
        texts_.clear();
    }
    constexpr std::size_t kKept = 1024;
    link.tail.erase(0, link.tail.size() - std::min(link.tail.size(), kKept));
}

}  // namespace upbeat::testing

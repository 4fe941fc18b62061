#include <upbeat/apps/bench/http_client.hpp>

#include <array>
#include <cctype>
#include <memory>

#include <arpa/inet.h>
#include <boost/json/parse.hpp>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace upbeat::apps {
namespace {

// Closed when it goes.
struct Socket {
    int descriptor;

    explicit Socket(int family) : descriptor{::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)} {}
    ~Socket() { ::close(descriptor); }
    Socket(Socket const&) = delete;
    Socket& operator=(Socket const&) = delete;
};

bool connect_to(Socket const& socket, sockaddr const* address, socklen_t size)
{
    auto const patience = timeval{.tv_sec = 60, .tv_usec = 0};
    ::setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket.descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    return ::connect(socket.descriptor, address, size) == 0;
}

std::string to_text(HttpQuestion const& question, std::string const& host)
{
    auto text = question.method + " " + question.target + " HTTP/1.1\r\nHost: " + host +
                "\r\nConnection: close\r\n";
    if (!question.key.empty()) {
        text += "Authorization: Bearer " + question.key + "\r\n";
    }
    if (!question.body.empty()) {
        text += "Content-Type: application/json\r\nContent-Length: " +
                std::to_string(question.body.size()) + "\r\n";
    }
    return text + question.headers + "\r\n" + question.body;
}

std::string lower(std::string_view text)
{
    auto result = std::string{};
    for (auto const c : text) {
        result.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    }
    return result;
}

HttpAnswer talk(Socket const& socket, std::string const& text)
{
    ::send(socket.descriptor, text.data(), text.size(), MSG_NOSIGNAL);

    auto all = std::string{};
    auto buffer = std::array<char, 65536>{};
    for (auto count = ::recv(socket.descriptor, buffer.data(), buffer.size(), 0); count > 0;
         count = ::recv(socket.descriptor, buffer.data(), buffer.size(), 0)) {
        all.append(buffer.data(), static_cast<std::size_t>(count));
    }
    auto const end = all.find("\r\n\r\n");
    if (end == std::string::npos || all.size() < 12) {
        return {};
    }
    return {
        static_cast<unsigned>(std::stoul(all.substr(9, 3))),
        all.substr(0, end + 2),
        all.substr(end + 4)
    };
}

}  // namespace

boost::json::value HttpAnswer::json() const
{
    auto error = boost::json::error_code{};
    return boost::json::parse(body, error);
}

std::string HttpAnswer::header(std::string_view name) const
{
    auto const lines = lower(head);
    auto const at = lines.find("\r\n" + lower(name) + ": ");
    if (at == std::string::npos) {
        return {};
    }
    auto const begin = at + 2 + name.size() + 2;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

HttpAnswer ask(unsigned port, HttpQuestion const& question)
{
    auto address = sockaddr_in{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto const socket = Socket{AF_INET};
    if (!connect_to(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address)) {
        return {};
    }
    return talk(socket, to_text(question, "localhost"));
}

HttpAnswer ask(std::string const& host, std::string const& port, HttpQuestion const& question)
{
    auto hints = addrinfo{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0) {
        return {};
    }
    std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> const addresses{found, &::freeaddrinfo};
    auto const literal = host.find(':') == std::string::npos ? host : "[" + host + "]";
    for (auto const* each = found; each != nullptr; each = each->ai_next) {
        auto const socket = Socket{each->ai_family};
        if (connect_to(socket, each->ai_addr, each->ai_addrlen)) {
            return talk(socket, to_text(question, literal + ":" + port));
        }
    }
    return {};
}

}  // namespace upbeat::apps

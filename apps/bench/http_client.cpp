#include <upbeat/apps/bench/http_client.hpp>

#include <array>
#include <cctype>

#include <arpa/inet.h>
#include <boost/json/parse.hpp>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace upbeat::apps {
namespace {

// Closed when it goes.
struct Socket {
    int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    Socket() = default;
    ~Socket() { ::close(descriptor); }
    Socket(Socket const&) = delete;
    Socket& operator=(Socket const&) = delete;
};

bool connect_to(Socket const& socket, unsigned port)
{
    auto const patience = timeval{.tv_sec = 60, .tv_usec = 0};
    ::setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    auto address = sockaddr_in{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(
               socket.descriptor, reinterpret_cast<sockaddr const*>(&address), sizeof address
           ) == 0;
}

std::string to_text(HttpQuestion const& question)
{
    auto text = question.method + " " + question.target +
                " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
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
    auto const socket = Socket{};
    if (!connect_to(socket, port)) {
        return {};
    }
    auto const text = to_text(question);
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

}  // namespace upbeat::apps

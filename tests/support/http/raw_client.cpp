#include <upbeat/tests/support/http/raw_client.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace upbeat::testing {

namespace {

constexpr int kPatience = 10'000;  // ms

std::string lower(std::string_view text)
{
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

RawAnswer parse_head(std::string_view head)
{
    RawAnswer answer;
    if (!head.starts_with("HTTP/1.1 ") || head.size() < 12) {
        throw std::runtime_error{"not an HTTP answer: " + std::string{head}};
    }
    answer.status = static_cast<unsigned>(std::stoul(std::string{head.substr(9, 3)}));
    auto at = head.find("\r\n") + 2;
    while (at < head.size()) {
        auto const end = head.find("\r\n", at);
        auto const line = head.substr(at, end - at);
        auto const colon = line.find(": ");
        answer.headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
        at = end + 2;
    }
    return answer;
}

}  // namespace

std::string RawAnswer::header(std::string_view lower_name) const
{
    for (auto const& [name, value] : headers) {
        if (name == lower_name) {
            return value;
        }
    }
    return {};
}

bool RawAnswer::has(std::string_view lower_name) const
{
    return std::any_of(headers.begin(), headers.end(), [&](auto const& line) {
        return line.first == lower_name;
    });
}

RawClient::RawClient(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        throw std::runtime_error{"cannot connect to port " + std::to_string(port)};
    }
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_{std::exchange(other.socket_, -1)}, buffer_{std::move(other.buffer_)}
{
}

RawClient::~RawClient()
{
    if (socket_ >= 0) {
        ::close(socket_);
    }
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::has_news() const
{
    pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
    return !buffer_.empty() || ::poll(&wanted, 1, 0) > 0;
}

bool RawClient::receive()
{
    pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&wanted, 1, kPatience) <= 0) {
        throw std::runtime_error{"the server neither answers nor closes"};
    }
    std::array<char, 16 * 1024> bytes{};
    auto const size = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (size <= 0) {
        return false;
    }
    buffer_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
}

std::optional<RawAnswer> RawClient::read(bool head_only)
{
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
        if (!receive()) {
            return std::nullopt;
        }
    }
    auto answer = parse_head(std::string_view{buffer_}.substr(0, end + 2));
    buffer_.erase(0, end + 4);
    auto const length = answer.header("content-length");
    auto const size = length.empty() || head_only ? 0 : std::stoul(length);
    while (buffer_.size() < size) {
        if (!receive()) {
            throw std::runtime_error{"the body ends too early"};
        }
    }
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
}

RawAnswer RawClient::exchange(std::string_view request, bool head_only)
{
    send(request);
    auto answer = read(head_only);
    if (!answer) {
        throw std::runtime_error{"the server closed instead of answering"};
    }
    return *answer;
}

bool RawClient::sees_end()
{
    return buffer_.empty() && !receive();
}

std::string RawClient::read_until(std::string_view text)
{
    std::size_t at = 0;
    while ((at = buffer_.find(text)) == std::string::npos) {
        if (!receive()) {
            throw std::runtime_error{"the server closed before " + std::string{text}};
        }
    }
    return read_bytes(at + text.size());
}

std::string RawClient::read_bytes(std::size_t count)
{
    while (buffer_.size() < count) {
        if (!receive()) {
            throw std::runtime_error{"the server closed too early"};
        }
    }
    auto bytes = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return bytes;
}

void RawClient::take_little()
{
    int const size = 2048;
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

std::string RawClient::read_all()
{
    while (receive()) {
    }
    return std::exchange(buffer_, {});
}

void RawClient::end_sending()
{
    ::shutdown(socket_, SHUT_WR);
}

void RawClient::reset()
{
    linger const at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(std::exchange(socket_, -1));
}

}  // namespace upbeat::testing

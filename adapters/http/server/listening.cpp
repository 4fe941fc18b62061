#include <upbeat/adapters/http/server/listening.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace upbeat::http {

namespace {

constexpr int kBacklog = 4096;  // the kernel lowers it to net.core.somaxconn

enum class Sharing { alone, together };

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    sockaddr* any() { return reinterpret_cast<sockaddr*>(&storage); }
};

SocketAddress to_socket_address(IpAddress address, std::uint16_t port)
{
    SocketAddress result;
    if (address.family() == IpAddress::Family::v4) {
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        std::memcpy(&four.sin_addr, address.bytes().data(), sizeof four.sin_addr);
        std::memcpy(&result.storage, &four, sizeof four);
        result.size = sizeof four;
    } else {
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        std::memcpy(&six.sin6_addr, address.bytes().data(), sizeof six.sin6_addr);
        std::memcpy(&result.storage, &six, sizeof six);
        result.size = sizeof six;
    }
    return result;
}

Error bind_error(int number, std::string const& address, std::uint16_t port)
{
    auto const where = "port " + std::to_string(port) + " of " + address;
    switch (number) {
        case EADDRINUSE:
            return {
                .kind = ErrorKind::unavailable,
                .code = "port_in_use",
                .detail = where + " is used by another program; stop it or choose another port"
            };
        case EADDRNOTAVAIL:
            return {
                .kind = ErrorKind::unavailable,
                .code = "address_not_available",
                .detail = address +
                          " is not an address of this machine; use 127.0.0.1, or "
                          "0.0.0.0 for all of its addresses"
            };
        case EACCES:
            return {
                .kind = ErrorKind::unavailable,
                .code = "port_not_permitted",
                .detail = where + " may not be opened by this user; choose a port from 1024 up"
            };
        default:
            return {
                .kind = ErrorKind::unavailable,
                .code = "address_not_available",
                .detail = where + " cannot be opened: " + std::generic_category().message(number)
            };
    }
}

void switch_on(int socket, int level, int option)
{
    int const on = 1;
    ::setsockopt(socket, level, option, &on, sizeof on);
}

// A bound socket, or errno.
std::optional<Descriptor> bind_socket(IpAddress address, std::uint16_t port, Sharing sharing)
{
    auto where = to_socket_address(address, port);
    Descriptor descriptor{
        ::socket(where.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)
    };
    if (!descriptor.open()) {
        return std::nullopt;
    }
    switch_on(descriptor.number(), SOL_SOCKET, SO_REUSEADDR);
    switch_on(descriptor.number(), IPPROTO_TCP, TCP_NODELAY);  // accepted sockets inherit it
    if (sharing == Sharing::together) {
        switch_on(descriptor.number(), SOL_SOCKET, SO_REUSEPORT);
    }
    if (::bind(descriptor.number(), where.any(), where.size) != 0) {
        return std::nullopt;
    }
    return descriptor;
}

std::uint16_t port_of(Descriptor const& descriptor)
{
    SocketAddress bound;
    bound.size = sizeof bound.storage;
    ::getsockname(descriptor.number(), bound.any(), &bound.size);
    // The port lies at the same place in both families.
    sockaddr_in four{};
    std::memcpy(&four, &bound.storage, sizeof four);
    return ntohs(four.sin_port);
}

}  // namespace

Result<Listening> listen_together(std::string const& address, std::uint16_t port, unsigned count)
{
    auto const parsed = IpAddress::parse(address == "localhost" ? "127.0.0.1" : address);
    if (!parsed) {
        return fail(
            {.kind = ErrorKind::invalid_input,
             .code = "invalid_address",
             .detail = "'" + address + "' is not an IP address; use for example 127.0.0.1"}
        );
    }
    Listening listening{.port = port, .family = parsed->family()};
    // Sockets that share a port would also share it with an older copy of this program, which then
    // answers half of the requests: one that does not share finds that out.
    if (port != 0 && !bind_socket(*parsed, port, Sharing::alone)) {
        return fail(bind_error(errno, address, port));
    }
    for (unsigned index = 0; index < std::max(1U, count); ++index) {
        auto descriptor = bind_socket(*parsed, listening.port, Sharing::together);
        if (!descriptor || ::listen(descriptor->number(), kBacklog) != 0) {
            return fail(bind_error(errno, address, listening.port));
        }
        listening.port = port_of(*descriptor);
        listening.sockets.push_back(std::move(*descriptor));
    }
    return listening;
}

}  // namespace upbeat::http

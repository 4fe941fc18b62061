#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <upbeat/adapters/http/ip_address.hpp>
#include <upbeat/adapters/http/server/descriptor.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// Sockets that listen on one port together; the kernel spreads connections over them.
struct Listening {
    std::uint16_t port = 0;
    IpAddress::Family family = IpAddress::Family::none;
    std::vector<Descriptor> sockets{};
};

// Opens `count` of them. Port 0 takes one that is free. Errors: see Server::start.
Result<Listening> listen_together(std::string const& address, std::uint16_t port, unsigned count);

}  // namespace upbeat::http

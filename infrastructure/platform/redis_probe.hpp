#pragma once

#include <chrono>
#include <string>

namespace upbeat::platform {

// Where a Redis is, as redis://[:password@]host[:port][/database] says it.
struct RedisAddress {
    std::string host = "localhost";
    int port = 6379;
    std::string password{};
    int database = 0;
};

// Whether a Redis answers a PING within `limit`. Opens a connection of its own each time; never
// throws. Blocks: not for an I/O thread.
bool redis_answers(RedisAddress const& address, std::chrono::milliseconds limit);

}  // namespace upbeat::platform

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <upbeat/infrastructure/platform/redis_probe.hpp>

namespace upbeat::platform {

// A Redis does not answer, or not in time. The connection it comes from is of no more use.
class RedisLost : public std::runtime_error {
   public:
    using std::runtime_error::runtime_error;
};

struct RedisReply {
    enum class Kind : unsigned char { nothing, integer, text, list, error };

    Kind kind = Kind::nothing;
    std::int64_t integer = 0;
    std::string text{};  // of a text or an error
    std::vector<RedisReply> list{};
};

using RedisCommand = std::vector<std::string>;

// One connection to a Redis. Blocks, each time at most for the limit it was opened with: not for an
// I/O thread. For one thread at a time. Everything throws RedisLost; an error that the Redis
// answers is a reply.
class RedisConnection {
   public:
    RedisConnection(RedisAddress const& address, std::chrono::milliseconds limit);
    ~RedisConnection();
    RedisConnection(RedisConnection const&) = delete;
    RedisConnection& operator=(RedisConnection const&) = delete;

    RedisReply run(RedisCommand const& command);
    // All with one round trip; a reply for each, in their order.
    std::vector<RedisReply> run_all(std::span<RedisCommand const> commands);

    // After a SUBSCRIBE: readable when something has been pushed.
    int descriptor() const;
    // What has been pushed and was not read yet; does not wait.
    std::vector<RedisReply> pushed();

   private:
    struct Link;

    RedisReply next();

    std::unique_ptr<Link> link_;
};

}  // namespace upbeat::platform

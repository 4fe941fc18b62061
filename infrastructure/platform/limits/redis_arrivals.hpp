#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <upbeat/domain/platform/rate_limit.hpp>
#include <upbeat/infrastructure/platform/redis_connection.hpp>

namespace upbeat::platform {

// What all nodes counted together, in a Redis: for every name one word, the theoretical arrival
// time of the generic cell rate algorithm, which expires when the whole quota is free again. Time
// is the clock of the Redis, and what is told is how far ahead an arrival lies, so nodes' clocks do
// not matter. For one thread; throws RedisLost, also when the Redis answers that it cannot.
class RedisArrivals {
   public:
    // Beyond so many windows ahead nothing is added.
    static constexpr int kMostWindows = 16;

    struct Count {
        std::string name;
        Quota quota;
        std::int64_t requests = 0;  // that were let through
    };
    struct Verdict {
        bool allowed = false;
        std::chrono::microseconds ahead{};  // before the request
    };

    RedisArrivals(RedisAddress const& address, std::chrono::milliseconds limit);

    // Adds, and tells how far ahead each is then. One round trip.
    std::vector<std::chrono::microseconds> add(std::span<Count const> counts);

    // Checks and adds one request in one step.
    Verdict take(std::string const& name, Quota const& quota);

    // Throws unless the Redis answers.
    void ping();

   private:
    std::string load(char const* script);
    RedisReply checked(RedisReply reply) const;

    RedisConnection connection_;
    std::string add_;  // the scripts, by their digests
    std::string take_;
};

}  // namespace upbeat::platform

#include <upbeat/infrastructure/platform/redis_probe.hpp>

#include <memory>
#include <string_view>

#include <hiredis/hiredis.h>
#include <sys/time.h>

namespace upbeat::platform {
namespace {

using Connection = std::unique_ptr<redisContext, decltype(&redisFree)>;

// Whether the command was answered with anything but an error.
bool succeeds(redisContext& connection, char const* command, std::string const& argument = {})
{
    auto const* const text = argument.c_str();
    auto* const answer = static_cast<redisReply*>(
        argument.empty() ? redisCommand(&connection, command)
                         : redisCommand(&connection, command, text)
    );
    if (answer == nullptr) {
        return false;
    }
    auto const good = answer->type != REDIS_REPLY_ERROR;
    freeReplyObject(answer);
    return good;
}

timeval to_timeval(std::chrono::milliseconds limit)
{
    auto const whole = std::chrono::floor<std::chrono::seconds>(limit);
    return {
        .tv_sec = whole.count(),
        .tv_usec = std::chrono::duration_cast<std::chrono::microseconds>(limit - whole).count()
    };
}

}  // namespace

bool redis_answers(RedisAddress const& address, std::chrono::milliseconds limit)
{
    auto const timeout = to_timeval(limit);
    auto const connection = Connection{
        redisConnectWithTimeout(address.host.c_str(), address.port, timeout), &redisFree
    };
    if (connection == nullptr || connection->err != 0 ||
        redisSetTimeout(connection.get(), timeout) != REDIS_OK) {
        return false;
    }
    if (!address.password.empty() && !succeeds(*connection, "AUTH %s", address.password)) {
        return false;
    }
    return succeeds(*connection, "PING");
}

}  // namespace upbeat::platform

#include <upbeat/infrastructure/platform/limits/redis_arrivals.hpp>

#include <utility>

#include <upbeat/domain/platform/rate_debt.hpp>

namespace upbeat::platform {
namespace {

using std::chrono::microseconds;

// KEYS: the name. ARGV: spacing and window in microseconds, and how many requests. Instants are
// below 2^53, so that Lua's numbers hold them, but its own way of writing them would round.
constexpr auto kAdd = R"lua(
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local spacing, window, requests = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local at = tonumber(redis.call('GET', KEYS[1]) or now)
if at < now then at = now end
local most = now + 16 * window
if at < most then at = math.min(at + requests * spacing, most) end
local left = math.ceil((at - now) / 1000)
if left > 0 then redis.call('SET', KEYS[1], string.format('%.0f', at), 'PX', left) end
return at - now
)lua";

constexpr auto kTake = R"lua(
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local spacing, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local at = tonumber(redis.call('GET', KEYS[1]) or now)
if at < now then at = now end
if at - now + spacing > window then return {0, at - now} end
local after = at + spacing
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000))
return {1, at - now}
)lua";

}  // namespace

RedisArrivals::RedisArrivals(RedisAddress const& address, std::chrono::milliseconds limit)
    : connection_{address, limit}, add_{load(kAdd)}, take_{load(kTake)}
{
}

std::string RedisArrivals::load(char const* script)
{
    return checked(connection_.run({"SCRIPT", "LOAD", script})).text;
}

// A Redis that forgot its scripts, is full or only a replica is as good as gone.
RedisReply RedisArrivals::checked(RedisReply reply) const
{
    if (reply.kind == RedisReply::Kind::error) {
        throw RedisLost{reply.text};
    }
    return reply;
}

std::vector<microseconds> RedisArrivals::add(std::span<Count const> counts)
{
    std::vector<RedisCommand> commands;
    commands.reserve(counts.size());
    for (auto const& [name, quota, requests] : counts) {
        commands.push_back(
            {"EVALSHA",
             add_,
             "1",
             name,
             std::to_string(spacing_of(quota).count()),
             std::to_string(quota.window.count()),
             std::to_string(requests)}
        );
    }
    std::vector<microseconds> ahead;
    ahead.reserve(counts.size());
    for (auto& reply : connection_.run_all(commands)) {
        ahead.emplace_back(checked(std::move(reply)).integer);
    }
    return ahead;
}

RedisArrivals::Verdict RedisArrivals::take(std::string const& name, Quota const& quota)
{
    auto const reply = checked(connection_.run(
        {"EVALSHA",
         take_,
         "1",
         name,
         std::to_string(spacing_of(quota).count()),
         std::to_string(quota.window.count())}
    ));
    if (reply.list.size() != 2) {
        throw RedisLost{"the script of the limits answers in another form"};
    }
    return {reply.list[0].integer == 1, microseconds{reply.list[1].integer}};
}

void RedisArrivals::ping()
{
    checked(connection_.run({"PING"}));
}

}  // namespace upbeat::platform

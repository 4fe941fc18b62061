#include <upbeat/infrastructure/platform/redis_connection.hpp>

#include <utility>

#include <hiredis/hiredis.h>
#include <poll.h>
#include <sys/time.h>

namespace upbeat::platform {
namespace {

using Reply = std::unique_ptr<redisReply, void (*)(void*)>;

timeval to_timeval(std::chrono::milliseconds limit)
{
    auto const whole = std::chrono::floor<std::chrono::seconds>(limit);
    return {
        .tv_sec = whole.count(),
        .tv_usec = std::chrono::duration_cast<std::chrono::microseconds>(limit - whole).count()
    };
}

RedisReply copy_of(redisReply const& reply)
{
    using Kind = RedisReply::Kind;
    auto const text = [&] { return std::string{reply.str, reply.len}; };
    switch (reply.type) {
        case REDIS_REPLY_INTEGER: return {.kind = Kind::integer, .integer = reply.integer};
        case REDIS_REPLY_STRING:
        case REDIS_REPLY_STATUS: return {.kind = Kind::text, .text = text()};
        case REDIS_REPLY_ERROR: return {.kind = Kind::error, .text = text()};
        case REDIS_REPLY_ARRAY: break;
        default: return {};
    }
    RedisReply list{.kind = Kind::list};
    for (std::size_t i = 0; i < reply.elements; ++i) {
        list.list.push_back(copy_of(*reply.element[i]));
    }
    return list;
}

}  // namespace

struct RedisConnection::Link {
    redisContext* context = nullptr;

    Link() = default;
    ~Link() { redisFree(context); }
    Link(Link const&) = delete;
    Link& operator=(Link const&) = delete;

    void require(bool good) const
    {
        if (!good) {
            throw RedisLost{context != nullptr ? context->errstr : "out of memory"};
        }
    }
};

RedisConnection::RedisConnection(RedisAddress const& address, std::chrono::milliseconds limit)
    : link_{std::make_unique<Link>()}
{
    auto const timeout = to_timeval(limit);
    link_->context = redisConnectWithTimeout(address.host.c_str(), address.port, timeout);
    link_->require(link_->context != nullptr && link_->context->err == 0);
    link_->require(redisSetTimeout(link_->context, timeout) == REDIS_OK);
    auto const require_ok = [this](RedisCommand const& command) {
        if (auto const reply = run(command); reply.kind == RedisReply::Kind::error) {
            throw RedisLost{reply.text};
        }
    };
    if (!address.password.empty()) {
        require_ok({"AUTH", address.password});
    }
    if (address.database != 0) {
        require_ok({"SELECT", std::to_string(address.database)});
    }
}

RedisConnection::~RedisConnection() = default;

RedisReply RedisConnection::run(RedisCommand const& command)
{
    return run_all({&command, 1}).front();
}

std::vector<RedisReply> RedisConnection::run_all(std::span<RedisCommand const> commands)
{
    for (auto const& command : commands) {
        std::vector<char const*> words;
        std::vector<std::size_t> sizes;
        for (auto const& word : command) {
            words.push_back(word.data());
            sizes.push_back(word.size());
        }
        link_->require(
            redisAppendCommandArgv(
                link_->context, static_cast<int>(words.size()), words.data(), sizes.data()
            ) == REDIS_OK
        );
    }
    std::vector<RedisReply> replies;
    replies.reserve(commands.size());
    while (replies.size() < commands.size()) {
        replies.push_back(next());
    }
    return replies;
}

RedisReply RedisConnection::next()
{
    void* read = nullptr;
    link_->require(redisGetReply(link_->context, &read) == REDIS_OK && read != nullptr);
    Reply const reply{static_cast<redisReply*>(read), &freeReplyObject};
    return copy_of(*reply);
}

int RedisConnection::descriptor() const
{
    return link_->context->fd;
}

std::vector<RedisReply> RedisConnection::pushed()
{
    std::vector<RedisReply> replies;
    pollfd waits{.fd = descriptor(), .events = POLLIN, .revents = 0};
    if (::poll(&waits, 1, 0) > 0) {
        link_->require(redisBufferRead(link_->context) == REDIS_OK);
    }
    while (true) {
        void* read = nullptr;
        link_->require(redisGetReplyFromReader(link_->context, &read) == REDIS_OK);
        if (read == nullptr) {
            return replies;
        }
        Reply const reply{static_cast<redisReply*>(read), &freeReplyObject};
        replies.push_back(copy_of(*reply));
    }
}

}  // namespace upbeat::platform

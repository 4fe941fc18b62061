#include <upbeat/infrastructure/platform/events/notice_lines.hpp>

#include <chrono>
#include <utility>

#include <upbeat/infrastructure/platform/redis_connection.hpp>
#include <upbeat/infrastructure/platform/sql/postgres_channel.hpp>

namespace upbeat::platform {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 500ms;

// Two connections: one that listens may not say anything.
class RedisLine final : public NoticeLine {
   public:
    RedisLine(RedisAddress const& address, std::string channel)
        : channel_{std::move(channel)}, ear_{address, kPatience}, mouth_{address, kPatience}
    {
        ear_.run({"SUBSCRIBE", channel_});
    }

    int descriptor() const override { return ear_.descriptor(); }

    void send(std::string const& text) override { mouth_.run({"PUBLISH", channel_, text}); }

    std::vector<std::string> received() override
    {
        std::vector<std::string> texts;
        for (auto& push : ear_.pushed()) {
            if (push.list.size() == 3 && push.list[0].text == "message") {
                texts.push_back(std::move(push.list[2].text));
            }
        }
        return texts;
    }

   private:
    std::string channel_;
    RedisConnection ear_;
    RedisConnection mouth_;
};

class PostgresLine final : public NoticeLine {
   public:
    PostgresLine(std::string const& url, std::string const& channel) : channel_{url, channel} {}

    int descriptor() const override { return channel_.descriptor(); }
    void send(std::string const& text) override { channel_.send(text); }
    std::vector<std::string> received() override { return channel_.received(); }

   private:
    sql::PostgresChannel channel_;
};

}  // namespace

OpenLine redis_line(RedisAddress address, std::string channel)
{
    return [address = std::move(address), channel = std::move(channel)] {
        return std::make_unique<RedisLine>(address, channel);
    };
}

OpenLine postgres_line(Secret url, std::string channel)
{
    return [url = std::move(url), channel = std::move(channel)] {
        return std::make_unique<PostgresLine>(url.reveal(), channel);
    };
}

}  // namespace upbeat::platform

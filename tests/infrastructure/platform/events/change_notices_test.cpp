#include <upbeat/infrastructure/platform/events/change_notices.hpp>

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/platform/events/notice_lines.hpp>
#include <upbeat/infrastructure/platform/redis_connection.hpp>

namespace upbeat::platform {
namespace {

using namespace std::chrono_literals;

std::string setting(char const* name)
{
    auto const* const value = std::getenv(name);
    if (value == nullptr) {
        throw std::runtime_error{std::string{name} + " is not set: run the tests with ./dev test"};
    }
    return value;
}

RedisAddress redis()
{
    auto const url = setting("UPBEAT_TEST_REDIS_URL");
    return {.host = "127.0.0.1", .port = std::stoi(url.substr(url.rfind(':') + 1))};
}

// A node that keeps what it is told.
class Node {
   public:
    explicit Node(OpenLine open)
        : notices_{
              {.open = std::move(open),
               .bell = bell,
               .on_news = [this](Topics topics) { note([&] { news_ |= topics; }); },
               .on_turn = [this](
                              bool flowing, std::string_view
                          ) { note([&] { ++(flowing ? begun_ : ended_); }); }}
          }
    {
    }

    ChangeBell bell;

    // What is told from here on.
    void forget()
    {
        note([this] { news_ = kNoTopic; });
    }
    bool hears(Topics topics)
    {
        return eventually([&] { return (news_ & topics) == topics; });
    }
    bool flows(int times = 1)
    {
        return eventually([&] { return begun_ >= times; });
    }
    bool breaks()
    {
        return eventually([&] { return ended_ > 0; });
    }

   private:
    template <class Act>
    void note(Act act)
    {
        std::lock_guard const lock{mutex_};
        act();
        changed_.notify_all();
    }
    template <class Condition>
    bool eventually(Condition condition)
    {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, 30s, condition);
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    Topics news_ = kNoTopic;
    int begun_ = 0;
    int ended_ = 0;
    ChangeNotices notices_;
};

void check_that_nodes_hear_each_other(OpenLine const& open)
{
    Node one{open};
    Node two{open};
    REQUIRE(one.flows());
    REQUIRE(two.flows());
    // The first notice of an unknown node means everything.
    one.bell.tell(Topic::votes);
    two.bell.tell(Topic::votes);
    REQUIRE(one.hears(kAllTopics));
    REQUIRE(two.hears(kAllTopics));
    one.forget();
    two.forget();

    one.bell.tell(Topic::keys);
    two.bell.tell(Topic::items);

    CHECK(two.hears(topics(Topic::keys)));
    CHECK(one.hears(topics(Topic::items)));
}

}  // namespace

TEST_CASE("nodes hear of each other's changes over Redis", "[platform][infrastructure]")
{
    std::signal(SIGPIPE, SIG_IGN);
    check_that_nodes_hear_each_other(redis_line(redis(), "upbeat:changes:test"));
}

TEST_CASE("nodes hear of each other's changes over PostgreSQL", "[platform][infrastructure]")
{
    check_that_nodes_hear_each_other(
        postgres_line(Secret{setting("UPBEAT_TEST_POSTGRES_URL")}, "upbeat_changes_test")
    );
}

TEST_CASE(
    "a line that breaks is opened anew, and then everything is looked at",
    "[platform][infrastructure]"
)
{
    std::signal(SIGPIPE, SIG_IGN);
    Node node{redis_line(redis(), "upbeat:changes:broken")};
    REQUIRE(node.flows());
    node.forget();

    RedisConnection{redis(), 5s}.run({"CLIENT", "KILL", "TYPE", "pubsub"});

    CHECK(node.breaks());
    CHECK(node.flows(2));
    CHECK(node.hears(kAllTopics));
}

TEST_CASE(
    "a node whose line cannot be opened ends when it is told to", "[platform][infrastructure]"
)
{
    Node node{[]() -> std::unique_ptr<NoticeLine> { throw std::runtime_error{"nobody there"}; }};

    node.bell.tell(Topic::votes);

    SUCCEED("the destructor returns");
}

}  // namespace upbeat::platform

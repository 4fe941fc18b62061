#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "test_server.hpp"

namespace upbeat::http {

namespace {

// Keeps responders so that a test decides when and from where they are called.
class Desk {
   public:
    FakeApplication::Handle handle()
    {
        return [this](Request&& request, Responder respond) {
            std::scoped_lock const lock{mutex_};
            waiting_.push_back({std::move(request.target), std::move(respond)});
            ++count_;
        };
    }

    // The requests that wait, once there are `count`.
    std::vector<std::pair<std::string, Responder>> take(std::size_t count)
    {
        while (count_ < count) {
            std::this_thread::yield();
        }
        std::scoped_lock const lock{mutex_};
        count_ -= waiting_.size();
        return std::exchange(waiting_, {});
    }

   private:
    std::mutex mutex_;
    std::vector<std::pair<std::string, Responder>> waiting_;
    std::atomic<std::size_t> count_{0};
};

class Log : public Observer {
   public:
    void answered(AnsweredRequest const& request) noexcept override
    {
        std::scoped_lock const lock{mutex};
        last_route = request.route;
        last_target = request.target;
        last_status = request.status;
        last_id = request.request_id;
        last_client = request.client;
        last_bytes = request.bytes;
        ++answers;
    }
    void application_threw(std::string_view, std::string_view what) noexcept override
    {
        std::scoped_lock const lock{mutex};
        last_exception = what;
    }

    std::mutex mutex;
    std::string last_route, last_target, last_id, last_exception;
    unsigned last_status = 0;
    std::uint64_t last_bytes = 0;
    IpAddress last_client;
    std::atomic<unsigned> answers{0};
};

}  // namespace

TEST_CASE("answers may come from any thread and in any order", "[http][adapter]")
{
    Desk desk;
    TestServer server{desk.handle()};
    std::vector<testing::RawClient> clients;
    for (int number = 0; number < 50; ++number) {
        clients.push_back(server.connect());
        clients.back().send(get("/" + std::to_string(number)));
    }
    auto waiting = desk.take(50);

    std::vector<std::thread> threads;
    for (std::size_t part = 0; part < 5; ++part) {
        threads.emplace_back([&, part] {
            for (auto at = part; at < 50; at += 5) {
                waiting[49 - at].second(json_response(200, waiting[49 - at].first));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    for (std::size_t number = 0; number < 50; ++number) {
        CHECK(clients[number].read()->body == "/" + std::to_string(number));
    }
}

TEST_CASE("requests behind one that takes its time wait for their turn", "[http][adapter]")
{
    Desk desk;
    TestServer server{desk.handle()};
    auto client = server.connect();
    client.send(get("/first") + get("/second"));

    auto first = desk.take(1);
    first[0].second(json_response(200, first[0].first));
    auto second = desk.take(1);
    second[0].second(json_response(200, second[0].first));

    CHECK(client.read()->body == "/first");
    CHECK(client.read()->body == "/second");
}

TEST_CASE("a responder that is dropped answers 500", "[http][adapter]")
{
    Desk desk;
    TestServer server{desk.handle()};
    auto client = server.connect();
    client.send(get("/"));

    std::thread{[&] { desk.take(1).clear(); }}.join();

    auto const answer = client.read();
    REQUIRE(answer);
    CHECK(answer->status == 500);
    CHECK(answer->header("content-type") == "application/problem+json");
    CHECK(client.send(get("/")));
}

TEST_CASE(
    "an exception that leaves the application is a 500 that says nothing of it", "[http][adapter]"
)
{
    Log log;
    ServerOptions options;
    options.observer = &log;
    TestServer server{
        [](Request&&, Responder) { throw std::runtime_error{"the secret"}; }, options
    };
    auto client = server.connect();

    auto const answer = client.exchange(get("/"));

    CHECK(answer.status == 500);
    CHECK(answer.body.find("secret") == std::string::npos);
    CHECK(client.exchange(get("/")).status == 500);
    std::scoped_lock const lock{log.mutex};
    CHECK(log.last_exception == "the secret");
}

TEST_CASE("a client may be gone before its answer", "[http][adapter]")
{
    Desk desk;
    TestServer server{desk.handle()};
    for (int round = 0; round < 20; ++round) {
        auto client = server.connect();
        client.send(get("/"));
        auto waiting = desk.take(1);
        client.reset();
        waiting[0].second(json_response(200, "too late"));
    }

    auto client = server.connect();
    client.send(get("/"));
    desk.take(1)[0].second(json_response(200, "in time"));
    CHECK(client.read()->body == "in time");
}

TEST_CASE("a client that has finished sending still gets its answer", "[http][adapter]")
{
    Desk desk;
    TestServer server{desk.handle()};
    auto client = server.connect();
    client.send(get("/"));
    client.end_sending();

    desk.take(1)[0].second(json_response(200, "here"));

    CHECK(client.read()->body == "here");
    CHECK(client.sees_end());
}

TEST_CASE("the application may use the request after it has answered", "[http][adapter]")
{
    std::string seen;
    TestServer server{[&](Request&& request, Responder respond) {
        respond(json_response(200, "ok"));
        seen = request.path + std::string{request.header("x-long")};
    }};
    std::string const value(100, 'v');

    server.connect().exchange(get("/still/here/after/the/answer", "X-Long: " + value + "\r\n"));
    server.server().stop(std::chrono::seconds{5});

    CHECK(seen == "/still/here/after/the/answer" + value);
}

TEST_CASE("the observer learns what became of a request", "[http][adapter]")
{
    Log log;
    ServerOptions options;
    options.observer = &log;
    options.trusted_proxies = *NetworkList::parse("127.0.0.0/8");
    TestServer server{
        [](Request&&, Responder respond) {
            auto response = json_response(404, "{}");
            response.route = "/tracks/{id}";
            respond(std::move(response));
        },
        options
    };
    auto client = server.connect();

    client.exchange(get("/tracks/7", "X-Request-Id: abc\r\nX-Forwarded-For: 9.9.9.9\r\n"));
    while (log.answers == 0) {
        std::this_thread::yield();
    }

    std::scoped_lock const lock{log.mutex};
    CHECK(log.last_route == "/tracks/{id}");
    CHECK(log.last_target == "/tracks/7");
    CHECK(log.last_status == 404);
    CHECK(log.last_id == "abc");
    CHECK(log.last_bytes > 100);
    CHECK(log.last_client.to_text() == "9.9.9.9");
}

}  // namespace upbeat::http

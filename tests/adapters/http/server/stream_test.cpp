#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "test_stream.hpp"

namespace upbeat::http {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

void wait_until(std::atomic<int> const& count, int wanted)
{
    while (count != wanted) {
        std::this_thread::yield();
    }
}

}  // namespace

TEST_CASE("a stream goes on with what is new", "[http][adapter]")
{
    TestNews news;
    TestServer server{news.handle()};
    auto client = server.connect();
    news.add("first");

    auto const head = client.exchange(get("/"));
    CHECK(head.status == 200);
    CHECK(head.header("content-type") == "text/event-stream");
    CHECK(head.header("connection") == "close");
    CHECK(head.header("cache-control") == "no-store");
    CHECK_FALSE(head.has("content-length"));
    CHECK_FALSE(head.has("content-encoding"));
    CHECK(client.read_until("\n\n") == "data: first\n\n");
    CHECK(server.server().load().streams == 1);

    news.add("second");
    news.add("third");
    server.server().wake_streams();
    CHECK(client.read_until("third\n\n") == "data: second\n\ndata: third\n\n");
}

TEST_CASE("a stream is opened from another thread as well", "[http][adapter]")
{
    TestNews news;
    auto const handle = news.handle();
    std::vector<std::thread> threads;
    TestServer server{
        [&](Request&& request, Responder respond) {
            threads.emplace_back(
                [&handle, request = std::move(request), respond = std::move(respond)]() mutable {
                    handle(std::move(request), std::move(respond));
                }
            );
        },
        {.threads = 1}
    };
    news.add("first");
    auto client = server.connect();
    client.exchange(get("/"));
    CHECK(client.read_until("\n\n") == "data: first\n\n");
    threads.front().join();
}

TEST_CASE("HTTP/1.0 gets a stream too, and HEAD only its head", "[http][adapter]")
{
    TestNews news;
    news.add("first");
    TestServer server{news.handle()};
    auto old = server.connect();
    old.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(old.read()->status == 200);
    CHECK(old.read_until("\n\n") == "data: first\n\n");

    auto head = server.connect();
    auto const answer = head.exchange("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n", true);
    CHECK(answer.header("content-type") == "text/event-stream");
    CHECK(head.sees_end());
}

TEST_CASE("a stream without news has a heartbeat", "[http][adapter]")
{
    TestNews news;
    TestServer server{news.handle(), {.heartbeat = milliseconds{20}}};
    auto client = server.connect();
    client.exchange(get("/"));
    CHECK(client.read_until("\n\n") == ": beat\n\n");
    CHECK(client.read_until("\n\n") == ": beat\n\n");
}

TEST_CASE("a stream ends when its client leaves or sends something more", "[http][adapter]")
{
    TestNews news;
    TestServer server{news.handle()};
    {
        auto leaving = server.connect();
        leaving.exchange(get("/"));
        wait_until(news.open, 1);
    }
    wait_until(news.open, 0);

    auto resetting = server.connect();
    resetting.exchange(get("/"));
    resetting.reset();
    wait_until(news.open, 0);

    auto talking = server.connect();
    talking.exchange(get("/"));
    talking.send(get("/another"));
    CHECK(talking.sees_end());
    auto pipelining = server.connect();
    pipelining.exchange(get("/") + get("/another"));
    CHECK(pipelining.sees_end());
    wait_until(news.open, 0);
    CHECK(server.server().load().streams == 0);
}

TEST_CASE("a stop ends streams at once", "[http][adapter]")
{
    TestNews news;
    TestServer server{news.handle()};
    std::vector<testing::RawClient> clients;
    for (int number = 0; number < 20; ++number) {
        clients.push_back(server.connect());
        clients.back().exchange(get("/"));
    }
    server.server().stop(std::chrono::hours{1});
    for (auto& client : clients) {
        CHECK(client.sees_end());
    }
    CHECK(news.open == 0);
}

TEST_CASE("a stream that opens while the server stops ends", "[http][adapter]")
{
    TestNews news;
    std::atomic<bool> handling{false};
    Responder kept;
    TestServer server{
        [&](Request&&, Responder respond) {
            kept = std::move(respond);
            handling = true;
        },
        {.threads = 1}
    };
    auto late = server.connect();
    auto idle = server.connect();
    late.send(get("/"));
    while (!handling) {
        std::this_thread::yield();
    }
    std::thread stopping{[&] { server.server().stop(std::chrono::hours{1}); }};
    CHECK(idle.sees_end());
    news.handle()({}, std::move(kept));
    CHECK(late.read());
    CHECK(late.sees_end());
    late.end_sending();
    stopping.join();
}

TEST_CASE("a client that never reads holds nobody up and is given up", "[http][adapter]")
{
    TestNews news;
    TestServer server{
        news.handle(),
        {.threads = 1, .write_timeout = milliseconds{400}, .linger = milliseconds{50}}
    };
    auto deaf = server.connect();
    deaf.take_little();
    deaf.send(get("/"));
    auto client = server.connect();
    client.exchange(get("/"));
    wait_until(news.open, 2);

    // More than any kernel takes for somebody who does not read.
    auto const text = std::string(64 * 1024, 'x');
    for (int number = 0; number < 200; ++number) {
        auto const name = "number " + std::to_string(number);
        news.add(name + text);
        server.server().wake_streams();
        client.read_until(name);
        client.read_until("\n\n");
    }
    CHECK(news.open >= 1);
    wait_until(news.open, 1);
    // It was not even asked what else it wants: nothing was kept for it.
    CHECK(news.taken < 20);

    news.add("after");
    server.server().wake_streams();
    CHECK(client.read_until("\n\n") == "data: after\n\n");
}

TEST_CASE("many streams are served in turns, and nobody is left out", "[http][adapter]")
{
    TestNews news;
    TestServer server{news.handle(), {.threads = 2}};
    std::vector<testing::RawClient> clients;
    std::vector<testing::RawClient> leaving;
    constexpr int kClients = 300;
    for (int number = 0; number < kClients; ++number) {
        auto& some = number % 10 == 0 ? leaving : clients;
        some.push_back(server.connect());
        some.back().send(get("/"));
    }
    wait_until(news.open, kClients);

    std::thread publisher{[&] {
        for (int number = 0; number < 50; ++number) {
            news.add(std::to_string(number));
            server.server().wake_streams();
        }
    }};
    leaving.clear();  // in the middle of it
    publisher.join();
    for (auto& client : clients) {
        client.read();
        auto const all = client.read_until("data: 49\n\n");
        CHECK(all.starts_with("data: 0\n\ndata: 1\n\n"));
    }
    while (server.server().streams_busy()) {
        std::this_thread::yield();
    }
    wait_until(news.open, static_cast<int>(clients.size()));
}

}  // namespace upbeat::http

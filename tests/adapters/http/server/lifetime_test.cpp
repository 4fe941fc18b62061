#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "test_server.hpp"

namespace upbeat::http {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

}  // namespace

TEST_CASE("a graceful stop finishes what was accepted", "[http][adapter]")
{
    std::atomic<bool> handling{false};
    Responder kept;
    TestServer server{
        [&](Request&&, Responder respond) {
            kept = std::move(respond);
            handling = true;
        },
        {.threads = 1}
    };  // one, so that the idle client sees when the busy one's thread was told
    auto busy = server.connect();
    auto idle = server.connect();
    busy.send(get("/"));
    while (!handling) {
        std::this_thread::yield();
    }

    std::thread stopping{[&] { server.server().stop(seconds{60}); }};
    CHECK(idle.sees_end());
    kept(json_response(200, "finished"));

    auto const answer = busy.read();
    REQUIRE(answer);
    CHECK(answer->body == "finished");
    CHECK(answer->header("connection") == "close");
    busy.end_sending();
    stopping.join();
    CHECK_THROWS(server.connect());
}

TEST_CASE("a request that arrived just before the stop is answered", "[http][adapter]")
{
    TestServer server;
    std::vector<testing::RawClient> clients;
    for (int number = 0; number < 20; ++number) {
        clients.push_back(server.connect());
        clients.back().send(get("/"));
    }

    std::thread stopping{[&] { server.server().stop(seconds{60}); }};

    for (auto& client : clients) {
        auto const answer = client.read();
        REQUIRE(answer);
        CHECK(answer->status == 200);
        client.end_sending();
    }
    stopping.join();
}

TEST_CASE("a stop insists when its grace is over", "[http][adapter]")
{
    std::atomic<bool> handling{false};
    Responder kept;
    TestServer server{[&](Request&&, Responder respond) {
        kept = std::move(respond);
        handling = true;
    }};
    auto client = server.connect();
    client.send(get("/"));
    while (!handling) {
        std::this_thread::yield();
    }

    server.server().stop(milliseconds{20});

    CHECK(client.sees_end());
    kept(json_response(200, "for nobody"));
}

TEST_CASE("a second stop shortens the grace of the first", "[http][adapter]")
{
    std::atomic<bool> handling{false};
    Responder kept;
    TestServer server{[&](Request&&, Responder respond) {
        kept = std::move(respond);
        handling = true;
    }};
    auto client = server.connect();
    client.send(get("/"));
    while (!handling) {
        std::this_thread::yield();
    }

    std::thread stopping{[&] { server.server().stop(std::chrono::hours{1}); }};
    server.server().stop(milliseconds{0});
    stopping.join();

    CHECK(client.sees_end());
}

TEST_CASE("a responder may outlive its server", "[http][adapter]")
{
    Responder kept;
    {
        std::atomic<bool> handling{false};
        TestServer server{[&](Request&&, Responder respond) {
            kept = std::move(respond);
            handling = true;
        }};
        auto client = server.connect();
        client.send(get("/"));
        while (!handling) {
            std::this_thread::yield();
        }
    }

    kept(json_response(200, "for nobody"));
}

TEST_CASE("thousands of connections come and go and none is left behind", "[http][adapter]")
{
    TestServer server;
    std::vector<std::thread> threads;
    std::atomic<int> answered{0};
    for (int part = 0; part < 4; ++part) {
        threads.emplace_back([&] {
            for (int round = 0; round < 500; ++round) {
                auto client = server.connect();
                if (round % 5 == 0) {
                    client.send("GET / HTT");
                    client.reset();
                    continue;
                }
                answered += client.exchange(get("/")).status == 200 ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    CHECK(answered == 4 * 400);
    while (server.server().load().open != 0) {
        std::this_thread::yield();
    }
    CHECK(server.server().load().accepted >= 4 * 400);
}

TEST_CASE("a busy port is an error that says what to do", "[http][adapter]")
{
    FakeApplication application;
    TestServer first;
    ServerOptions options;
    options.port = first.server().port();
    Server second{options, application};

    auto const started = second.start();

    REQUIRE_FALSE(started);
    CHECK(started.error().code == "port_in_use");
    CHECK(started.error().detail.find("choose another port") != std::string::npos);
}

TEST_CASE("an address that cannot be served is an error that says what to do", "[http][adapter]")
{
    FakeApplication application;
    ServerOptions options;
    options.port = 0;

    SECTION("because it is none")
    {
        options.address = "example.test";
        CHECK(Server(options, application).start().error().code == "invalid_address");
    }
    SECTION("because it is of another machine")
    {
        options.address = "192.0.2.1";
        CHECK(Server(options, application).start().error().code == "address_not_available");
    }
}

TEST_CASE("a server listens on IPv6 too", "[http][adapter]")
{
    FakeApplication application;
    ServerOptions options;
    options.port = 0;
    options.address = "::";
    Server server{options, application};

    REQUIRE(server.start());

    // The IPv6 wildcard takes IPv4 clients as well.
    CHECK(testing::RawClient{server.port()}.exchange(get("/")).status == 200);
}

}  // namespace upbeat::http

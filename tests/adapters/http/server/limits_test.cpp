#include <chrono>
#include <string>
#include <thread>

#include "test_server.hpp"

namespace upbeat::http {

namespace {

using std::chrono::milliseconds;

std::string post_of(std::size_t size)
{
    return "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n";
}

ServerOptions impatient()
{
    ServerOptions options;
    options.head_timeout = options.body_timeout = milliseconds{20};
    return options;
}

constexpr std::size_t kMuch = 64 * 1024 * 1024;  // more than a kernel takes for its client

void answer_much(Request&&, Responder respond)
{
    Response response;
    response.body = std::string(kMuch, 'x');
    respond(std::move(response));
}

}  // namespace

TEST_CASE("a body at the route's limit is taken and one byte more is 413", "[http][adapter]")
{
    TestServer server;
    auto fitting = server.connect();
    auto excessive = server.connect();

    CHECK(fitting.exchange(post_of(1000) + std::string(1000, 'x')).status == 200);

    // Refused before the body is sent, so that nobody uploads in vain.
    CHECK(excessive.exchange(post_of(1001)).status == 413);
}

TEST_CASE("a chunked body that grows past the limit is 413", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    auto const answer = client.exchange(
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
        "1f4\r\n" +
        std::string(500, 'x') + "\r\n1f5\r\n"
    );

    CHECK(answer.status == 413);
}

TEST_CASE("a client that has begun to upload can still read why it was refused", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    client.send(post_of(400'000) + std::string(400'000, 'x'));

    CHECK(client.read()->status == 413);
}

TEST_CASE("the application can refuse a request by its head", "[http][adapter]")
{
    TestServer server;
    server.application().verdict.refusal = json_response(401, "{}");
    auto client = server.connect();

    CHECK(client.exchange(post_of(5)).status == 401);
    client.end_sending();
    CHECK(client.sees_end());
}

TEST_CASE("a target that is too long is 414", "[http][adapter]")
{
    TestServer server;
    auto fitting = server.connect();
    auto excessive = server.connect();
    auto endless = server.connect();

    CHECK(fitting.exchange(get("/" + std::string(8 * 1024 - 1, 'a'))).status == 200);
    CHECK(excessive.exchange(get("/" + std::string(8 * 1024, 'a'))).status == 414);
    CHECK(endless.exchange("GET /" + std::string(9 * 1024, 'a')).status == 414);
}

TEST_CASE("headers that are too large or too many are 431", "[http][adapter]")
{
    TestServer server;
    auto large = server.connect();
    auto endless = server.connect();
    auto many = server.connect();
    std::string lines;
    for (int number = 0; number < 101; ++number) {
        lines += "X-" + std::to_string(number) + ": a\r\n";
    }

    CHECK(large.exchange(get("/", "X: " + std::string(16 * 1024, 'a') + "\r\n")).status == 431);
    CHECK(endless.exchange("GET / HTTP/1.1\r\nX: " + std::string(17 * 1024, 'a')).status == 431);
    CHECK(many.exchange(get("/", lines)).status == 431);
}

TEST_CASE("a client that never finishes its head is told 408 and closed", "[http][adapter]")
{
    TestServer server{FakeApplication::echo, impatient()};
    auto client = server.connect();

    CHECK(client.exchange("GET / HTTP/1.1\r\nHost:").status == 408);
    client.end_sending();
    CHECK(client.sees_end());
}

TEST_CASE("a client that never finishes its body is told 408 and closed", "[http][adapter]")
{
    TestServer server{FakeApplication::echo, impatient()};
    auto client = server.connect();

    auto const answer = client.exchange(post_of(10) + "part");

    CHECK(answer.status == 408);
    CHECK(answer.body.find("body") != std::string::npos);
}

TEST_CASE("an idle connection is closed without a word", "[http][adapter]")
{
    ServerOptions options;
    options.idle_timeout = milliseconds{20};
    TestServer server{FakeApplication::echo, options};
    auto silent = server.connect();
    auto done = server.connect();

    CHECK(done.exchange(get("/")).status == 200);

    CHECK(silent.sees_end());
    CHECK(done.sees_end());
}

TEST_CASE("a client that does not read its answer is given up", "[http][adapter]")
{
    ServerOptions options;
    options.write_timeout = milliseconds{20};
    TestServer server{answer_much, options};
    auto client = server.connect();
    client.send(get("/"));

    while (server.server().load().accepted == 0 || server.server().load().open != 0) {
        std::this_thread::yield();
    }
    CHECK(server.server().load().turned_away == 0);
}

TEST_CASE("a client that takes its answer too slowly on the whole is given up", "[http][adapter]")
{
    ServerOptions options;
    options.write_timeout = milliseconds{1000};
    options.least_pace = 64 * 1024 * 1024;
    TestServer server{answer_much, options};
    auto client = server.connect();
    client.send(get("/"));

    while (client.receive()) {
        std::this_thread::sleep_for(milliseconds{1});
    }
    CHECK(client.unread().size() < kMuch);
}

TEST_CASE("a client that lingers after its refusal is closed", "[http][adapter]")
{
    ServerOptions options;
    options.linger = milliseconds{20};
    TestServer server{FakeApplication::echo, options};
    auto client = server.connect();

    CHECK(client.exchange("nonsense\r\n\r\n").status == 400);

    while (server.server().load().open != 0) {
        std::this_thread::yield();
    }
}

TEST_CASE("connections beyond the limit are told that the server is full", "[http][adapter]")
{
    ServerOptions options;
    options.max_connections = 2;
    TestServer server{FakeApplication::echo, options};
    auto first = server.connect();
    auto second = server.connect();
    CHECK(first.exchange(get("/")).status == 200);
    CHECK(second.exchange(get("/")).status == 200);

    auto third = server.connect();
    auto const refused = third.read();

    REQUIRE(refused);
    CHECK(refused->status == 503);
    CHECK(refused->has("retry-after"));
    CHECK(first.exchange(get("/")).status == 200);
}

}  // namespace upbeat::http

#include <string>

#include "test_server.hpp"

namespace upbeat::http {

namespace {

Response text(std::string body)
{
    Response response;
    response.content_type = "text/plain";
    response.body = std::move(body);
    return response;
}

}  // namespace

TEST_CASE("a connection serves one request after the other", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    for (std::string const target : {"/a", "/b?c=d", "/e%20f"}) {
        auto const answer = client.exchange(get(target));

        CHECK(answer.status == 200);
        CHECK(answer.body == "GET " + target + " ");
    }
}

TEST_CASE("pipelined requests are answered in their order", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();
    std::string requests;
    for (int number = 0; number < 100; ++number) {
        requests += get("/" + std::to_string(number));
    }

    client.send(requests);

    for (int number = 0; number < 100; ++number) {
        CHECK(client.read()->body == "GET /" + std::to_string(number) + " ");
    }
}

TEST_CASE("a head that comes again is read as it was the first time", "[http][adapter]")
{
    auto const describe = [](Request&& request, Responder respond) {
        auto said = std::string{to_text(request.method)} + " " + request.path + "?" + request.query;
        for (auto const line : request.headers) {
            said.append(" ").append(line.name).append("=").append(line.value);
        }
        respond(text(said));
    };
    TestServer server{describe, {.threads = 1}};
    auto client = server.connect();

    for (int round = 0; round < 5; ++round) {
        CHECK(
            client.exchange(get("/a%20b?c=d", "X-One: 1\r\n")).body ==
            "GET /a b?c=d host=test x-one=1"
        );
        CHECK(
            client.exchange(get("/a%20b?c=d", "X-One: 2\r\n")).body ==
            "GET /a b?c=d host=test x-one=2"
        );
        CHECK(
            client.exchange(get("/", "Authorization: Bearer k\r\n")).body ==
            "GET /? host=test authorization=Bearer k"
        );
        auto const brief = client.exchange(get("/", "Accept: a\r\n") + get("/", "Accept: b\r\n"));
        CHECK(brief.body == "GET /? host=test accept=a");
        CHECK(client.read()->body == "GET /? host=test accept=b");
    }
    // Its ends are remembered too.
    for (int round = 0; round < 3; ++round) {
        auto last = server.connect();
        auto const answer = last.exchange(get("/", "Connection: close\r\n"));
        CHECK(answer.header("connection") == "close");
    }
}

TEST_CASE("a request longer than one read is read whole", "[http][adapter]")
{
    TestServer server;
    server.application().verdict.body_limit = 100'000;
    auto client = server.connect();

    for (auto const size : {300U, 400U, 450U, 500U, 512U, 600U, 1'000U, 5'000U, 90'000U}) {
        std::string const body(size, 'x');
        client.send(
            "POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
            body
        );
        CHECK(client.read()->body == "POST /x " + body);
        auto const padding = std::string(std::min(size, 8'000U), 'y');
        CHECK(client.exchange(get("/long", "X-Padding: " + padding + "\r\n")).body == "GET /long ");
    }
}

TEST_CASE("a request may arrive byte by byte", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    for (char const byte :
         std::string{"POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc"}) {
        client.send({&byte, 1});
    }

    CHECK(client.read()->body == "POST /x abc");
}

TEST_CASE("a chunked body is put together and its trailers are dropped", "[http][adapter]")
{
    TestServer server{[](Request&& request, Responder respond) {
        respond(text(request.body + "|" + std::string{request.header("x-role")}));
    }};
    auto client = server.connect();

    auto const answer = client.exchange(
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3;note=\"x\"\r\nabc\r\n2\r\nde\r\n0\r\nX-Role: admin\r\n\r\n"
    );

    CHECK(answer.body == "abcde|");
    CHECK(client.exchange(get("/")).body == "|");
}

TEST_CASE("a chunked body may arrive byte by byte, its last chunk too", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();
    auto const head =
        std::string{"POST /slow HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"};

    for (auto const* const body :
         {"0\r\n\r\n", "1\r\na\r\n0\r\n\r\n", "2\r\nbc\r\n0\r\nX: y\r\n\r\n"}) {
        client.send(head);
        for (auto const* byte = body; *byte != '\0'; ++byte) {
            client.send({byte, 1});
        }
        auto const answer = client.read();
        REQUIRE(answer);
        CHECK(answer->status == 200);
    }
}

TEST_CASE("HEAD has the headers of GET and no body", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    auto const head = client.exchange("HEAD /a HTTP/1.1\r\nHost: t\r\n\r\n", true);
    auto const next = client.exchange(get("/b"));

    CHECK(head.header("content-length") == "8");
    CHECK(next.body == "GET /b ");
}

TEST_CASE("the server asks for the body a client holds back", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    auto const interim = client.exchange(
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    );
    auto const answer = client.exchange("hi");

    CHECK(interim.status == 100);
    CHECK(answer.body == "POST / hi");
}

TEST_CASE("a connection ends when the client asks for that", "[http][adapter]")
{
    TestServer server;

    SECTION("with Connection: close")
    {
        auto client = server.connect();
        auto const answer = client.exchange(get("/", "Connection: close\r\n"));
        CHECK(answer.header("connection") == "close");
        CHECK(client.sees_end());
    }
    SECTION("with HTTP/1.0")
    {
        auto client = server.connect();
        CHECK(client.exchange("GET / HTTP/1.0\r\n\r\n").status == 200);
        CHECK(client.sees_end());
    }
    SECTION("but not with HTTP/1.0 and keep-alive")
    {
        auto client = server.connect();
        std::string const request = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
        CHECK(client.exchange(request).header("connection") == "keep-alive");
        CHECK(client.exchange(request).status == 200);
    }
}

TEST_CASE("every answer names its request and carries the security headers", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    auto const given = client.exchange(get("/", "X-Request-Id: my-id_1.2\r\n"));
    auto const made = client.exchange(get("/"));
    auto const unsound = client.exchange(get("/", "X-Request-Id: not an id\r\n"));

    CHECK(given.header("x-request-id") == "my-id_1.2");
    CHECK(made.header("x-request-id").size() == 13);
    CHECK(unsound.header("x-request-id").size() == 13);
    CHECK(made.header("x-content-type-options") == "nosniff");
    CHECK(made.header("x-frame-options") == "DENY");
    CHECK(made.header("referrer-policy") == "no-referrer");
    CHECK(made.has("date"));
    CHECK_FALSE(made.has("server"));
}

TEST_CASE("an answer that sets a security header itself keeps its own", "[http][adapter]")
{
    TestServer server{[](Request&&, Responder respond) {
        auto response = text("framed");
        response.headers.add("X-Frame-Options", "SAMEORIGIN");
        respond(std::move(response));
    }};

    auto const answer = server.connect().exchange(get("/"));

    CHECK(answer.header("x-frame-options") == "SAMEORIGIN");
}

TEST_CASE("text from outside cannot end a header line", "[http][adapter]")
{
    TestServer server{[](Request&& request, Responder respond) {
        auto response = text("");
        response.headers.add("X-Echo", request.path + "\r\nX-Injected: yes");
        respond(std::move(response));
    }};

    auto const answer = server.connect().exchange(get("/"));

    CHECK_FALSE(answer.has("x-injected"));
}

TEST_CASE("OPTIONS of the server itself is answered without the application", "[http][adapter]")
{
    TestServer server;

    auto const answer = server.connect().exchange("OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n");

    CHECK(answer.status == 204);
    CHECK(answer.header("allow") == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
}

TEST_CASE("a large answer arrives whole at a client that reads late", "[http][adapter]")
{
    std::string const large(8 * 1024 * 1024, 'x');
    TestServer server{[&](Request&&, Responder respond) { respond(text(large)); }};
    auto client = server.connect();

    client.send(get("/") + get("/"));

    CHECK(client.read()->body == large);
    CHECK(client.read()->body == large);
}

}  // namespace upbeat::http

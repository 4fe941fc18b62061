#include <string>
#include <vector>

#include "test_server.hpp"

namespace upbeat::http {

namespace {

struct Attack {
    std::string name;
    std::string bytes;
    unsigned status;  // of the only answer
};

std::string post(std::string const& lines, std::string const& body = {})
{
    return "POST / HTTP/1.1\r\nHost: t\r\n" + lines + "\r\n" + body;
}

// What follows an attack on its connection: it must never be answered as a request of its own.
std::string const kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n";

std::vector<Attack> framing_attacks()
{
    std::string const chunked = "Transfer-Encoding: chunked\r\n";
    return {
        {"length and coding", post("Content-Length: 5\r\n" + chunked, "0\r\n\r\n"), 400},
        {"coding and length", post(chunked + "Content-Length: 5\r\n", "0\r\n\r\n"), 400},
        {"length beside another coding",
         post("Transfer-Encoding: gzip\r\nContent-Length: 3\r\n"),
         400},
        {"two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"), 400},
        {"two equal lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400},
        {"a list of lengths", post("Content-Length: 5, 5\r\n", "hello"), 400},
        {"a signed length", post("Content-Length: +5\r\n", "hello"), 400},
        {"a negative length", post("Content-Length: -1\r\n"), 400},
        {"a hexadecimal length", post("Content-Length: 0x5\r\n", "hello"), 400},
        {"a length with a blank inside", post("Content-Length: 1 0\r\n", "hello"), 400},
        {"an empty length", post("Content-Length:\r\n", "hello"), 400},
        {"a length beyond 64 bits", post("Content-Length: 18446744073709551621\r\n"), 400},
        {"two codings", post(chunked + chunked, "0\r\n\r\n"), 400},
        {"a coding twice in a line", post("Transfer-Encoding: chunked, chunked\r\n"), 400},
        {"chunked not last", post("Transfer-Encoding: chunked, identity\r\n"), 400},
        {"gzip before chunked", post("Transfer-Encoding: gzip, chunked\r\n"), 400},
        {"identity", post("Transfer-Encoding: identity\r\n"), 400},
        {"an unknown coding", post("Transfer-Encoding: xchunked\r\n"), 400},
        {"an empty coding", post("Transfer-Encoding:\r\n"), 400},
        {"a coding behind a vertical tab", post("Transfer-Encoding: \vchunked\r\n"), 400},
        {"a coding with a blank before the colon", post("Transfer-Encoding : chunked\r\n"), 400},
        {"a coding on a folded line", post("Transfer-Encoding:\r\n chunked\r\n"), 400},
        {"a folded header", post("X-A: b\r\n c\r\n"), 400},
        {"a first line that is folded", "GET / HTTP/1.1\r\n Host: t\r\n\r\n", 400},
        {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nHost: t\r\n" + chunked + "\r\n0\r\n\r\n", 400},
        {"a chunk size with a prefix", post(chunked, "0x1\r\na\r\n0\r\n\r\n"), 400},
        {"a chunk size with a sign", post(chunked, "+1\r\na\r\n0\r\n\r\n"), 400},
        {"a chunk size beyond 64 bits", post(chunked, "fffffffffffffffff\r\na\r\n"), 400},
        {"a chunk that is longer than it says", post(chunked, "1\r\nab\r\n0\r\n\r\n"), 400},
        {"a chunk line ended by a bare line feed", post(chunked, "1\na\r\n0\r\n\r\n"), 400},
        {"an extension with a bare line feed", post(chunked, "1;a\nb\r\na\r\n0\r\n\r\n"), 400},
        {"a chunk ended by a bare line feed", post(chunked, "1\r\na\n0\r\n\r\n"), 400},
        {"a length among the trailers", post(chunked, "0\r\nContent-Length: 5\r\n\r\n"), 400},
        {"a folded trailer", post(chunked, "0\r\nX-A\r\n b\r\n\r\n"), 400},
    };
}

std::vector<Attack> head_attacks()
{
    using namespace std::string_literals;
    return {
        {"a bare line feed after the request line", "GET / HTTP/1.1\nHost: t\r\n\r\n", 400},
        {"a bare line feed after a header", "GET / HTTP/1.1\r\nHost: t\nX-A: b\r\n\r\n", 400},
        {"bare line feeds only", "GET / HTTP/1.1\nHost: t\n\n", 400},
        {"a bare carriage return", "GET / HTTP/1.1\r\nHost: t\r\nX: a\rb\r\n\r\n", 400},
        {"a NUL in a value", "GET / HTTP/1.1\r\nHost: t\r\nX: a\0b\r\n\r\n"s, 400},
        {"a NUL in a name", "GET / HTTP/1.1\r\nHost: t\r\nX\0: a\r\n\r\n"s, 400},
        {"an escape in a value", "GET / HTTP/1.1\r\nHost: t\r\nX: a\x1b\r\n\r\n", 400},
        {"a delete character", "GET / HTTP/1.1\r\nHost: t\r\nX: a\x7f\r\n\r\n", 400},
        {"a header without a colon", "GET / HTTP/1.1\r\nHost: t\r\nnonsense\r\n\r\n", 400},
        {"a header without a name", "GET / HTTP/1.1\r\nHost: t\r\n: a\r\n\r\n", 400},
        {"a name with a blank", "GET / HTTP/1.1\r\nHost: t\r\nX Y: a\r\n\r\n", 400},
        {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        {"a host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        {"a host with a user", "GET / HTTP/1.1\r\nHost: me@a\r\n\r\n", 400},
        {"two blanks in the request line", "GET  / HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"a tab in the request line", "GET\t/ HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"a blank in the target", "GET /a b HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"no version", "GET /\r\nHost: t\r\n\r\n", 400},
        {"HTTP/0.9", "GET / HTTP/0.9\r\nHost: t\r\n\r\n", 400},
        {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"a version in lower case", "GET / http/1.1\r\nHost: t\r\n\r\n", 400},
        {"a version with a zero too many", "GET / HTTP/1.01\r\nHost: t\r\n\r\n", 400},
        {"a method in lower case", "get / HTTP/1.1\r\nHost: t\r\n\r\n", 405},
        {"CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 405},
        {"TRACE", "TRACE / HTTP/1.1\r\nHost: t\r\n\r\n", 405},
        {"a target without a slash", "GET index HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"an asterisk for GET", "GET * HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"a target of another host", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a target with a user", "GET http://me@a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"an unknown scheme", "GET ftp://t/ HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"a fragment", "GET /a#b HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"an encoded NUL", "GET /a%00 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"a broken escape", "GET /a%g0 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"half an escape", "GET /a%2 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"an escape that is not UTF-8", "GET /a%ff HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"an overlong escape", "GET /a%c0%af HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"raw bytes in the target", "GET /\xc3\xa4 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"another expectation", "GET / HTTP/1.1\r\nHost: t\r\nExpect: gold\r\n\r\n", 417},
        {"a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s, 400},
        {"nothing but line ends", "\r\n\r\n\r\n\r\n", 400},
    };
}

}  // namespace

TEST_CASE("a request that could be read in two ways is refused once and for all", "[http][adapter]")
{
    TestServer server;
    auto attacks = framing_attacks();
    for (auto& attack : head_attacks()) {
        attacks.push_back(std::move(attack));
    }

    for (auto const& attack : attacks) {
        CAPTURE(attack.name);
        auto client = server.connect();
        client.send(attack.bytes + kSmuggled);

        auto const answer = client.read();

        REQUIRE(answer);
        CHECK(answer->status == attack.status);
        CHECK(answer->header("content-type") == "application/problem+json");
        CHECK(answer->header("connection") == "close");
        client.end_sending();
        CHECK(client.read_all().empty());
    }
}

TEST_CASE("a refusal says what is wrong in every field of a problem", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    auto const answer = client.exchange("GET / HTTP/1.1\r\n\r\n");

    CHECK(
        answer.body == R"({"type":"about:blank","title":"Bad Request","status":400,)"
                       R"("detail":"Exactly one sound Host header is required.",)"
                       R"("code":"bad_host","request_id":")" +
                           answer.header("x-request-id") + R"("})"
    );
}

TEST_CASE("an absolute target of this host is served like its path", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    auto const path = client.exchange("GET HTTP://t:80/a?b HTTP/1.1\r\nHost: t:80\r\n\r\n");
    auto const bare = client.exchange("GET http://t HTTP/1.1\r\nHost: t\r\n\r\n");

    CHECK(path.body == "GET /a?b ");
    CHECK(bare.body == "GET / ");
}

TEST_CASE("an empty line before a request is forgiven", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();

    CHECK(client.exchange("\r\n" + get("/a")).status == 200);
    CHECK(client.exchange("\r\n" + get("/b")).status == 200);
}

TEST_CASE("a path is decoded, but an encoded slash does not part its segments", "[http][adapter]")
{
    TestServer server{[](Request&& request, Responder respond) {
        Response response;
        response.body = request.path + "|" + request.query;
        respond(std::move(response));
    }};
    auto client = server.connect();

    CHECK(client.exchange(get("/caf%C3%A9/a%2Fb%2fc?q=%20&r")).body == "/café/a%2Fb%2Fc|q=%20&r");
}

}  // namespace upbeat::http

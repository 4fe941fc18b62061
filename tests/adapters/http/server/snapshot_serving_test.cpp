#include <array>
#include <string>

#include <zlib.h>

#include <upbeat/adapters/http/gzip.hpp>

#include "test_server.hpp"

namespace upbeat::http {

namespace {

std::string unzipped(std::string const& packed)
{
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    std::string text(1 << 20, '\0');
    std::string copy = packed;
    stream.next_in = reinterpret_cast<Bytef*>(copy.data());
    stream.avail_in = static_cast<uInt>(copy.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

std::string chart()
{
    std::string body = "[";
    for (int place = 1; place <= 100; ++place) {
        body += R"({"place":)" + std::to_string(place) + R"(,"title":"A song of many"},)";
    }
    return body + "{}]";
}

FakeApplication::Handle serving(std::shared_ptr<Snapshot const> snapshot)
{
    return [snapshot = std::move(snapshot)](Request&&, Responder respond) {
        auto response = snapshot_response(snapshot);
        response.headers.add("RateLimit", "42");
        respond(std::move(response));
    };
}

std::shared_ptr<Snapshot const> chart_snapshot()
{
    return Snapshot::make(
        {.content_type = "application/json",
         .body = chart(),
         .headers = {{.name = "Cache-Control", .value = "no-cache"}}}
    );
}

}  // namespace

TEST_CASE("a snapshot is served with its tag and what an answer adds to it", "[http][adapter]")
{
    TestServer server{serving(chart_snapshot())};

    auto const answer = server.connect().exchange(get("/"));

    CHECK(answer.status == 200);
    CHECK(answer.body == chart());
    CHECK(answer.header("content-type") == "application/json");
    CHECK(answer.header("cache-control") == "no-cache");
    CHECK(answer.header("vary") == "Accept-Encoding");
    CHECK(answer.header("ratelimit") == "42");
    CHECK(answer.header("x-content-type-options") == "nosniff");
    CHECK(answer.header("x-request-id").size() == 13);
    CHECK(answer.header("etag").front() == '"');
}

TEST_CASE("a client that has a snapshot is told so", "[http][adapter]")
{
    TestServer server{serving(chart_snapshot())};
    auto client = server.connect();
    auto const etag = client.exchange(get("/")).header("etag");
    auto const packed_etag = client.exchange(get("/", "Accept-Encoding: gzip\r\n")).header("etag");

    for (auto const& condition :
         {etag,
          packed_etag,
          "W/" + etag,
          "\"other\", " + etag,
          "\"a,b\"," + etag + ",\"c\"",
          std::string{"*"}}) {
        CAPTURE(condition);
        auto const answer = client.exchange(get("/", "If-None-Match: " + condition + "\r\n"));

        CHECK(answer.status == 304);
        CHECK(answer.header("etag") == etag);
        CHECK(answer.header("cache-control") == "no-cache");
        CHECK_FALSE(answer.has("content-length"));
    }
    CHECK(etag != packed_etag);
    CHECK(client.exchange(get("/", "If-None-Match: \"other\"\r\n")).status == 200);
    CHECK(client.exchange(get("/", "If-None-Match: rubbish" + etag + "\r\n")).status == 200);
}

TEST_CASE("a snapshot has a compressed twin for those who accept it", "[http][adapter]")
{
    TestServer server{serving(chart_snapshot())};
    auto client = server.connect();

    auto const answer = client.exchange(get("/", "Accept-Encoding: br, gzip;q=0.5\r\n"));

    CHECK(answer.header("content-encoding") == "gzip");
    CHECK(answer.header("vary") == "Accept-Encoding");
    CHECK(answer.body.size() < chart().size() / 4);
    CHECK(unzipped(answer.body) == chart());
    CHECK_FALSE(client.exchange(get("/", "Accept-Encoding: gzip;q=0\r\n")).has("content-encoding"));
}

TEST_CASE("HEAD of a snapshot has its headers alone", "[http][adapter]")
{
    TestServer server{serving(chart_snapshot())};
    auto client = server.connect();

    auto const head = client.exchange("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n", true);

    CHECK(head.header("content-length") == std::to_string(chart().size()));
    CHECK(client.exchange(get("/")).body == chart());
}

TEST_CASE("other answers are compressed from 1 KiB on", "[http][adapter]")
{
    std::string body;
    TestServer server{[&](Request&&, Responder respond) { respond(json_response(200, body)); }};
    auto client = server.connect();
    auto const request = get("/", "Accept-Encoding: gzip\r\n");

    body = std::string(1023, 'a');
    CHECK(client.exchange(request).body == body);

    body = std::string(1024, 'a');
    auto const packed = client.exchange(request);
    CHECK(packed.header("content-encoding") == "gzip");
    CHECK(unzipped(packed.body) == body);

    auto const plain = client.exchange(get("/"));
    CHECK(plain.body == body);
    CHECK(plain.header("vary") == "Accept-Encoding");
}

TEST_CASE("an answer of a type that does not shrink is left alone", "[http][adapter]")
{
    TestServer server{[](Request&&, Responder respond) {
        Response response;
        response.content_type = "audio/mpeg";
        response.body = std::string(5000, 'a');
        respond(std::move(response));
    }};

    auto const answer = server.connect().exchange(get("/", "Accept-Encoding: gzip\r\n"));

    CHECK_FALSE(answer.has("content-encoding"));
    CHECK_FALSE(answer.has("vary"));
}

}  // namespace upbeat::http

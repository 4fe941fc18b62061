#include <upbeat/adapters/http/negotiation.hpp>

#include <catch2/catch.hpp>

#include <upbeat/adapters/http/headers.hpp>
#include <upbeat/adapters/http/responder.hpp>
#include <upbeat/adapters/http/snapshot.hpp>

namespace upbeat::http {

TEST_CASE("gzip is used when a client names it and not otherwise", "[http][adapter]")
{
    CHECK(accepts_gzip("gzip"));
    CHECK(accepts_gzip("br, GZIP;q=0.1"));
    CHECK(accepts_gzip("deflate,*;q=0.5"));
    CHECK_FALSE(accepts_gzip(""));
    CHECK_FALSE(accepts_gzip("br"));
    CHECK_FALSE(accepts_gzip("gzip;q=0"));
    CHECK_FALSE(accepts_gzip("gzip; q=0.000, *"));
    CHECK_FALSE(accepts_gzip("xgzip"));
    CHECK_FALSE(accepts_gzip("*;q=0"));
}

TEST_CASE("header names are found in any case", "[http][adapter]")
{
    Headers headers{{"Content-Type", "a"}, {"X", "1"}, {"x", "2"}};

    CHECK(headers.find("content-type") == "a");
    CHECK(headers.joined("X") == "1, 2");
    CHECK_FALSE(headers.contains("content"));

    headers.set("CONTENT-TYPE", "longer than before");
    CHECK(headers.find("content-type") == "longer than before");
    CHECK(headers.size() == 3);
}

TEST_CASE("equal content has an equal tag", "[http][adapter]")
{
    auto const one = Snapshot::make({.content_type = "text/plain", .body = "same"});
    auto const two = Snapshot::make({.content_type = "text/plain", .body = "same"});
    auto const other = Snapshot::make({.content_type = "text/plain", .body = "other"});

    CHECK(one->etag() == two->etag());
    CHECK(one->etag() != other->etag());
    CHECK(one->body() == "same");
}

TEST_CASE("a responder without a server hands its answer to a function", "[http][adapter]")
{
    unsigned status = 0;
    auto const take = [&](Response&& response) { status = response.status; };

    SECTION("when it is called")
    {
        Responder respond{take};
        respond(json_response(201, "{}"));
        CHECK(status == 201);
        CHECK_FALSE(respond);
    }
    SECTION("when it is dropped")
    {
        {
            Responder const respond{take};
        }
        CHECK(status == 500);
    }
    SECTION("when it is overwritten")
    {
        Responder respond{take};
        respond = Responder{};
        CHECK(status == 500);
    }
}

}  // namespace upbeat::http

#include <catch2/catch.hpp>

#include "sample_api.hpp"

using namespace upbeat;
using namespace upbeat::http;
using namespace upbeat::testing;
using namespace std::chrono_literals;

namespace {

PipelineOptions small_quotas()
{
    return {.quotas = {.network = 3, .free = 2, .pro = 4}};
}

Headers const kAda{{"x-api-key", "key-of-ada"}};

}  // namespace

TEST_CASE("a network without a credential has its quota a minute", "[http][limits]")
{
    SampleServer server{small_quotas()};

    auto const first = server.get("/things/x");
    CHECK(first.headers.find("RateLimit-Policy") == R"("requests";q=3;w=60)");
    CHECK(first.headers.find("RateLimit") == R"("requests";r=2;t=20)");
    CHECK(first.headers.find("X-RateLimit-Limit") == "3");
    CHECK(first.headers.find("X-RateLimit-Remaining") == "2");
    CHECK(first.headers.find("X-RateLimit-Reset") == "1772625620");
    CHECK(server.get("/nowhere").status == 404);
    CHECK(server.get("/chart").status == 200);

    auto const refused = server.get("/chart");
    CHECK(refused.status == 429);
    CHECK(at(refused, "/code") == "rate_limited");
    CHECK(refused.headers.find("Retry-After") == "20");
    CHECK(refused.headers.find("X-RateLimit-Remaining") == "0");
}

TEST_CASE("one more request is allowed with every part of the window", "[http][limits]")
{
    SampleServer server{small_quotas()};
    for (int i = 0; i < 3; ++i) {
        CHECK(server.get("/chart").status == 200);
    }

    server.clock.advance(20s - 1us);
    CHECK(server.get("/chart").status == 429);
    server.clock.advance(1us);
    CHECK(server.get("/chart").status == 200);
    CHECK(server.get("/chart").status == 429);
    server.clock.advance(60s);
    for (int i = 0; i < 3; ++i) {
        CHECK(server.get("/chart").status == 200);
    }
    CHECK(server.get("/chart").status == 429);
}

TEST_CASE("a known caller is counted by tier and not by network", "[http][limits]")
{
    SampleServer server{small_quotas()};

    CHECK(server.get("/things/x", kAda).status == 200);
    CHECK(server.get("/things/x", kAda).status == 200);
    CHECK(server.get("/things/x", kAda).status == 429);
    CHECK(server.get("/things/x", {{"x-api-key", "key-of-pro"}}).status == 200);
    CHECK(server.get("/things/x").status == 200);
    for (int i = 0; i < 10; ++i) {
        CHECK(
            server.ask(request_to(Method::del, "/things/x", {}, {{"x-api-key", "key-of-root"}}))
                .status == 204
        );
    }
}

TEST_CASE("guessing credentials is limited before the database is asked", "[http][limits]")
{
    SampleServer server{small_quotas()};

    for (int i = 0; i < 3; ++i) {
        CHECK(server.post("/things", "{}", {{"x-api-key", "guess"}}).status == 401);
    }
    CHECK(server.post("/things", "{}", {{"x-api-key", "guess"}}).status == 429);
    CHECK(server.authenticator.loads == 3);
}

TEST_CASE("a key that is met for the first time costs its network nothing", "[http][limits]")
{
    SampleServer server{small_quotas()};

    CHECK(server.get("/things/x", {{"x-api-key", "slow-key"}}).status == 200);
    CHECK(server.authenticator.loads == 1);

    for (int i = 0; i < 3; ++i) {
        CHECK(server.get("/things/x").status == 200);
    }
    CHECK(server.get("/things/x").status == 429);
}

TEST_CASE("an endpoint's own limit counts what passed its input", "[http][limits]")
{
    SampleServer server;

    for (int i = 0; i < 6; ++i) {
        CHECK(server.post("/ballots", "{}").status == 422);
    }
    for (int i = 0; i < 5; ++i) {
        CHECK(server.post("/ballots", R"({"item_id":"x","direction":1})").status == 200);
    }
    auto const refused = server.post("/ballots", R"({"item_id":"x","direction":1})");
    CHECK(refused.status == 429);
    CHECK(
        refused.headers.find("RateLimit-Policy") == R"("requests";q=120;w=60, "ballots";q=5;w=60)"
    );
    CHECK(refused.headers.find("Retry-After") == "12");
}

TEST_CASE("exempt networks are not counted at all", "[http][limits]")
{
    auto options = small_quotas();
    options.limits_exempt = *NetworkList::parse("203.0.113.0/24");
    SampleServer server{std::move(options)};

    for (int i = 0; i < 20; ++i) {
        auto const response = server.get("/chart");
        CHECK(response.status == 200);
        CHECK_FALSE(response.headers.contains("RateLimit"));
    }
}

TEST_CASE("a full queue is refused at once", "[http][limits]")
{
    SampleServer server{{}, 0};

    auto const refused = server.post("/things", R"({"name":"Lamp","colour":"red"})", kAda);

    CHECK(refused.status == 503);
    CHECK(at(refused, "/code") == "overloaded");
    CHECK(refused.headers.find("Retry-After") == "1");
    CHECK(server.get("/chart").status == 503);
}

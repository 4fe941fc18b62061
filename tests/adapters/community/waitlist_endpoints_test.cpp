#include <catch2/catch.hpp>

#include <upbeat/tests/support/market/market_server.hpp>

using upbeat::testing::MarketServer;

TEST_CASE("the waitlist answers under both of its paths", "[community][adapters]")
{
    MarketServer server;

    auto const first = server.post("/api/v1/waitlist", R"({"email":"ada@example.com"})");
    auto const again = server.post("/waitlist", R"({"email":"ADA@example.com"})");

    CHECK(first.status == 200);
    CHECK(first.at("/success") == "true");
    CHECK(first.at("/position") == "1");
    CHECK(again.status == 200);
    CHECK(again.at("/count") == "1");
    CHECK(server.get("/waitlist/count").at("/count") == "1");
    CHECK(server.get("/api/v1/waitlist/count").at("/message") == "null");
}

TEST_CASE(
    "a bad address is 400, a missing one 422, and five an hour are enough", "[community][adapters]"
)
{
    MarketServer server;

    CHECK(server.post("/api/v1/waitlist", R"({"email":"ada"})").status == 400);
    CHECK(server.post("/api/v1/waitlist", "{}").status == 422);
    for (int i = 0; i < 5; ++i) {
        server.post("/api/v1/waitlist", R"({"email":"ada@example.com"})");
    }
    CHECK(server.post("/waitlist", R"({"email":"bob@example.com"})").status == 429);
}

#include <catch2/catch.hpp>

#include <upbeat/tests/support/market/market_server.hpp>

using namespace upbeat;
using upbeat::testing::MarketServer;

TEST_CASE("a key is made, listed without its text, and revoked", "[identity][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");

    auto const made = server.post("/api/v1/keys", R"({"name":"second"})", key);
    REQUIRE(made.status == 200);
    auto const second = made.at("/api_key");
    auto const list = server.get("/api/v1/keys", second);
    CHECK(list.at("/count") == "2");
    CHECK(list.at("/keys/0/api_key") == "(absent)");
    CHECK(list.at("/keys/0/rate_limits/votes_per_day") == "100");

    auto const path = "/api/v1/keys/" + made.at("/key_id");
    CHECK(server.send("DELETE", path, {}, server.key_of("other")).status == 404);
    CHECK(server.send("DELETE", path, {}, key).at("/status") == "success");
    auto const refused = server.get("/api/v1/keys", second);
    CHECK(refused.status == 401);
    CHECK(server.get("/api/v1/keys", key).at("/keys/0/status") == "revoked");
}

TEST_CASE("keys are refused for what they may not be", "[identity][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");
    auto const status = [&](std::string body) {
        return server.post("/api/v1/keys", std::move(body), key).status;
    };

    CHECK(status(R"({"name":"x","tier":"gold"})") == 400);
    CHECK(status(R"({"name":"x","tier":"pro"})") == 403);
    CHECK(status(R"({"name":"x","scope":"admin"})") == 403);
    CHECK(status(R"({"tier":"free"})") == 422);
    CHECK(server.post("/api/v1/keys", R"({"name":"x"})").status == 401);
}

TEST_CASE(
    "an administrator moves a key to another tier by parameter or body", "[identity][adapters]"
)
{
    MarketServer server;
    auto const key = server.key_of("bot");
    auto const id = server.get("/api/v1/keys", key).at("/keys/0/key_id");
    auto const admin = std::string{MarketServer::kAdminKey};
    auto const path = "/api/v1/keys/" + id + "/tier";

    CHECK(server.send("PUT", path + "?new_tier=pro", {}, admin).at("/new_tier") == "pro");
    CHECK(server.get("/api/v1/agents/me", key).at("/rate_limits/votes_today_limit") == "1000");
    CHECK(server.send("PUT", path, R"({"tier":"enterprise"})", admin).status == 200);
    CHECK(server.get("/api/v1/agents/me", key).at("/rate_limits/votes_today_limit") == "unlimited");
    CHECK(server.send("PUT", path + "?new_tier=gold", {}, admin).status == 400);
    CHECK(server.send("PUT", path + "?new_tier=pro", {}, key).status == 403);
    CHECK(server.send("PUT", "/api/v1/keys/none/tier?new_tier=pro", {}, admin).status == 404);
}

TEST_CASE("a rotated key and its successor both work for a day", "[identity][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");

    auto const rotated = server.post("/api/v1/agents/me/keys/rotate", {}, key);

    REQUIRE(rotated.status == 200);
    CHECK(server.get("/api/v1/agents/me", key).status == 200);
    server.clock.advance(std::chrono::hours{25});
    CHECK(server.get("/api/v1/keys", key).status == 401);
    CHECK(server.get("/api/v1/keys", rotated.at("/api_key")).status == 200);
}

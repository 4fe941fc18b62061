#include <catch2/catch.hpp>

#include <upbeat/tests/support/market/market_server.hpp>

using namespace upbeat;
using upbeat::testing::MarketServer;

TEST_CASE("an agent registers with either naming", "[identity][adapters]")
{
    MarketServer server;

    auto const short_names = server.post(
        "/api/v1/agents/register",
        R"({"name":"Bot","type":"autonomous","preferences":{"genres":["pop"],"min_quality_score":7}})"
    );
    auto const long_names = server.post(
        "/api/v1/agents/register",
        R"({"agent_id":"reference-agent-01","agent_name":"Reference Agent",
            "agent_type":"autonomous","description":"Listens."})"
    );

    REQUIRE(short_names.status == 200);
    CHECK(short_names.at("/reputation") == "0");
    CHECK(short_names.at("/reputation_score") == "0");
    CHECK(short_names.at("/tier") == "starter");
    CHECK(short_names.at("/api_key").starts_with("ub_live_"));
    CHECK(long_names.at("/agent_id") == "reference-agent-01");
    auto const again = server.post(
        "/api/v1/agents/register", R"({"agent_id":"reference-agent-01","agent_name":"Me"})"
    );
    CHECK(again.status == 409);
    CHECK(again.at("/code") == "agent_exists");
}

TEST_CASE("a wrong registration says why", "[identity][adapters]")
{
    MarketServer server;
    auto const status = [&](std::string body) {
        return server.post("/api/v1/agents/register", std::move(body)).status;
    };

    CHECK(status(R"({"name":"Bot","type":"robot"})") == 400);
    CHECK(status(R"({"type":"human"})") == 422);
    CHECK(status(R"({"name":""})") == 422);
    CHECK(status(R"({"name":"Bot","preferences":[]})") == 422);
    CHECK(status(R"({"name":"Bot","agent_id":"a b"})") == 422);
    CHECK(status("{") == 400);
    CHECK(server.failures.empty());
}

TEST_CASE("a network registers ten agents an hour", "[identity][adapters]")
{
    MarketServer server;
    for (int i = 0; i < 10; ++i) {
        REQUIRE(server.post("/api/v1/agents/register", R"({"name":"Bot"})").status == 200);
    }

    auto const refused = server.post("/api/v1/agents/register", R"({"name":"Bot"})");

    CHECK(refused.status == 429);
    CHECK_FALSE(refused.retry_after.empty());
}

TEST_CASE("me is who the key says, without a key the public part of a name", "[identity][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");
    server.key_of("other");

    auto const own = server.get("/api/v1/agents/me?agent_id=other", key);
    auto const named = server.get("/api/v1/agents/me?agent_id=bot");

    REQUIRE(own.status == 200);
    CHECK(own.at("/agent_id") == "bot");
    CHECK(own.at("/tier") == "starter");
    CHECK(own.at("/rate_limits/votes_today_limit") == "100");
    CHECK(own.at("/api_keys/active_count") == "1");
    CHECK(own.at("/preferences") == "{}");
    CHECK(named.at("/name") == "Listening Bot");
    CHECK(named.at("/preferences") == "(absent)");
    CHECK(named.at("/rate_limits") == "(absent)");
    CHECK(server.get("/api/v1/agents/me").status == 401);
    CHECK(server.get("/api/v1/agents/me?agent_id=nobody").status == 404);
    CHECK(server.get("/api/v1/agents/bot").at("/badge") == "starter");
}

TEST_CASE("an agent changes its preferences, all of them kept", "[identity][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");

    auto const set = server.send(
        "PUT",
        "/api/v1/agents/me/preferences",
        R"({"preferences":{"genres":["jazz"],"own":{"x":1}}})",
        key
    );
    auto const renamed = server.send("PATCH", "/api/v1/agents/me", R"({"name":"Night"})", key);

    CHECK(set.status == 200);
    CHECK(renamed.at("/name") == "Night");
    CHECK(server.get("/api/v1/agents/me/preferences", key).at("/preferences/own/x") == "1");
    CHECK(server.send("PATCH", "/api/v1/agents/me", R"({"name":"x"})").status == 401);
}

TEST_CASE("the leaderboard is public, the whole list is not", "[identity][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");
    server.voters.voters[server.identity_store.agent("bot")->num] = {.reputation = 4'250, .up = 3};

    auto const board = server.get("/api/v1/agents/leaderboard");

    auto const& first = board.json.at("agents").at(0);
    CHECK(first.at("reputation").to_number<double>() == Approx(42.5));
    CHECK(board.at("/agents/0/badge") == "premium");
    CHECK(board.at("/agents/0/votes") == "3");
    CHECK(server.get("/api/v1/agents/list", key).status == 403);
    CHECK(server.get("/api/v1/agents/list", MarketServer::kAdminKey).at("/count") == "1");
}

TEST_CASE("a suspended agent is turned away until it is activated again", "[identity][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");
    auto const admin = std::string{MarketServer::kAdminKey};
    REQUIRE(server.get("/api/v1/agents/me", key).status == 200);

    auto const done =
        server.post("/api/v1/admin/agents/bot/suspend", R"({"reason":"flooding"})", admin);
    auto const refused = server.send("PATCH", "/api/v1/agents/me", R"({"name":"x"})", key);

    CHECK(done.at("/agent_status") == "suspended");
    CHECK(refused.status == 403);
    CHECK(refused.at("/code") == "agent_suspended");
    auto const own = server.get("/api/v1/agents/me", key);
    CHECK(own.status == 403);
    CHECK(own.at("/code") == "agent_suspended");
    CHECK(server.get("/api/v1/admin/agents/bot/status", admin).at("/flags/blocked") == "true");
    CHECK(server.post("/api/v1/admin/agents/bot/activate", {}, admin).status == 200);
    CHECK(server.send("PATCH", "/api/v1/agents/me", R"({"name":"x"})", key).status == 200);
    CHECK(server.post("/api/v1/admin/agents/bot/suspend", {}, key).status == 403);
}

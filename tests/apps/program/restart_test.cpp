#include <csignal>
#include <string>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/server_process.hpp>

#include "engine.hpp"

using namespace upbeat::testing;

namespace {

constexpr auto kTrack =
    R"({"id":"song-9","title":"Nine","artist":"Somebody","platform":"Suno AI","purchase_url":"https://suno.com/song/9"})";

std::string text(boost::json::value const& value, char const* name)
{
    return std::string{value.at(name).as_string()};
}

// Registers an agent and gives its key.
std::string registered(ServerProcess const& server, std::string const& id)
{
    auto const answer = server.post(
        "/api/v1/agents/register",
        R"({"agent_id":")" + id + R"(","name":"Tester","type":"autonomous"})"
    );
    REQUIRE(answer.status / 100 == 2);
    return text(answer.json(), "api_key");
}

}  // namespace

TEST_CASE("what was acknowledged is there after a restart", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    auto key = std::string{};
    {
        auto server = ServerProcess{database};
        REQUIRE(server.serves());
        REQUIRE(server.post("/api/v1/tracks", kTrack, ServerProcess::kAdminKey).status == 201);
        key = registered(server, "restart-agent");
        REQUIRE(
            server
                .post("/api/v1/vote", R"({"item_type":"song","item_id":"song-9","vote":"up"})", key)
                .status == 200
        );
        CHECK(server.stop().code == 0);
    }

    auto server = ServerProcess{database};
    REQUIRE(server.serves());

    auto const chart = server.get("/api/v1/trending");
    CHECK(chart.status == 200);
    CHECK_THAT(chart.body, Catch::Contains("song-9"));
    auto const again =
        server.post("/api/v1/vote", R"({"item_type":"song","item_id":"song-9","vote":"up"})", key);
    CHECK(again.status == 400);
    CHECK_THAT(text(again.json(), "detail"), Catch::Contains("already voted"));
    auto const track = server.get("/api/v1/tracks/song-9").json();
    CHECK(track.at("score").as_int64() == 1);
    CHECK(server.stop().code == 0);
}

TEST_CASE("a server that is killed loses nothing it acknowledged", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    {
        auto server = ServerProcess{database};
        REQUIRE(server.post("/api/v1/tracks", kTrack, ServerProcess::kAdminKey).status == 201);
        auto const key = registered(server, "killed-agent");
        REQUIRE(
            server
                .post("/api/v1/vote", R"({"item_type":"song","item_id":"song-9","vote":"up"})", key)
                .status == 200
        );
        server.process().signal(SIGKILL);
        server.process().wait();
    }

    auto const server = ServerProcess{database};

    CHECK(server.get("/api/v1/tracks/song-9").json().at("score").as_int64() == 1);
}

TEST_CASE("health tells of the parts and counts", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    auto const server = ServerProcess{database};
    REQUIRE(server.post("/api/v1/tracks", kTrack, ServerProcess::kAdminKey).status == 201);

    auto const health = server.get("/health");

    CHECK(health.status == 200);
    auto const body = health.json();
    CHECK(text(body, "status") == "healthy");
    CHECK(text(body, "redis") == "not configured");
    CHECK(text(body.at("database"), "status") == "connected");
    CHECK(body.at("database").at("stats").at("songs_count").as_int64() == 1);
    CHECK(server.get("/health/live").status == 200);
    CHECK(server.get("/health/ready").status == 200);
}

TEST_CASE("a Redis that does not answer degrades the service, no more", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    auto const server = ServerProcess{database, {{"REDIS_URL", "redis://127.0.0.1:1/0"}}};

    auto const health = server.get("/health");

    CHECK(health.status == 200);
    CHECK(text(health.json(), "status") == "degraded");
    CHECK(text(health.json(), "redis") == "disconnected");
    CHECK(text(health.json().at("cache"), "backend") == "memory");
}

TEST_CASE("when a key was last used is known after a restart", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    {
        auto server = ServerProcess{database};
        auto const key = registered(server, "used-agent");
        REQUIRE(server.get("/api/v1/agents/me", key).status == 200);
        REQUIRE(server.stop().code == 0);
    }
    auto const run =
        upbeat::apps::run({program(), "key", "list", "--json"}, environment_for(database));

    CHECK_THAT(run.out, !Catch::Contains(R"("last_used_at":null)"));
}

TEST_CASE("metrics count requests and are for this machine only", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    {
        auto const server = ServerProcess{database};
        server.get("/health");

        auto const metrics = server.get("/metrics");

        CHECK(metrics.status == 200);
        CHECK_THAT(
            metrics.body,
            Catch::Contains(R"(upbeat_http_requests_total{route="/health",status="200"} 1)")
        );
    }
    auto const closed = ServerProcess{database, {{"METRICS_NETWORKS", "10.0.0.0/8"}}};
    CHECK(closed.get("/metrics").status == 404);
}

TEST_CASE("the description of the API is served and is the one that is printed", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    auto const server = ServerProcess{database};

    auto const served = server.get("/openapi.json");

    CHECK(served.status == 200);
    CHECK(served.body == upbeat::apps::run({program(), "openapi"}).out);
    CHECK(server.get("/docs").status == 200);
}

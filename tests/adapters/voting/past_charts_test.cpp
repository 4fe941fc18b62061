#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

// The bench's clock stands at 2026-03-04T12:00:00Z.
void vote_an_hour_later(VotingServer& server)
{
    server.bench.clock.advance(std::chrono::hours{1});
    REQUIRE(server.bench.cast(server.bench.known("agent-1"), "song-3"));
    server.bench.clock.advance(std::chrono::hours{1});
}

}  // namespace

TEST_CASE("a chart is answered as it stood at an instant", "[voting][adapters]")
{
    VotingServer server;
    vote_an_hour_later(server);

    auto const before = server.get("/api/v1/top/alltime?at=2026-03-04T12:59:59.999Z");
    CHECK(before.status() == 200);
    CHECK(before.at("/items/0/id") == "song-1");
    CHECK(before.at("/at") == "2026-03-04T12:59:59.999Z");
    CHECK(before.at("/updated_at") == "2026-03-04T12:59:59.999Z");

    auto const after = server.get("/api/v1/top/daily?at=2026-03-04T13:00:00Z");
    CHECK(after.at("/items/0/id") == "song-3");
    CHECK(after.at("/total_count") == "1");
    CHECK(after.at("/window_start") == "2026-03-03T14:00:00Z");

    auto const trending = server.get("/api/v1/trending?at=2026-03-04T13:00:00Z");
    CHECK(trending.at("/songs/0/id") == "song-3");
    CHECK(trending.at("/songs/0/trend") == "+1");
    CHECK(trending.at("/at") == "2026-03-04T13:00:00Z");
}

TEST_CASE("a chart of now says nothing of an instant", "[voting][adapters]")
{
    VotingServer server;

    CHECK(server.get("/api/v1/trending").at("/at") == "(nothing)");
    CHECK(server.get("/api/v1/top/daily").at("/at") == "(nothing)");
    CHECK(server.get("/api/v1/top/alltime").at("/items/0/removed") == "(nothing)");
}

TEST_CASE("a chart of a settled instant may be kept for long", "[voting][adapters]")
{
    VotingServer server;
    vote_an_hour_later(server);

    auto const settled = server.get("/api/v1/trending?at=2026-03-04T13:30:00Z");
    auto const& snapshot = std::get<http::SnapshotPtr>(settled.response.body);
    CHECK(snapshot->plain().head.find("max-age=3600") != std::string_view::npos);
    CHECK_FALSE(snapshot->etag().starts_with("W/"));
    auto const fresh = server.get("/api/v1/trending?at=2026-03-04T13:59:59Z");
    auto const& young = std::get<http::SnapshotPtr>(fresh.response.body);
    CHECK(young->plain().head.find("max-age=1\r\n") != std::string_view::npos);
}

TEST_CASE("tomorrow's chart is refused, and so is nonsense", "[voting][adapters]")
{
    VotingServer server;

    auto const tomorrow = server.get("/api/v1/trending?at=2026-03-05T12:00:00Z");
    CHECK(tomorrow.status() == 422);
    CHECK(tomorrow.at("/code") == "future_instant");
    CHECK(tomorrow.at("/errors/0/pointer") == "at");
    CHECK(server.get("/api/v1/top/daily?at=yesterday").status() == 422);
}

TEST_CASE("before everything a chart is empty", "[voting][adapters]")
{
    VotingServer server;

    auto const answer = server.get("/api/v1/top/alltime?at=2020-01-01T00:00:00Z");
    CHECK(answer.status() == 200);
    CHECK(answer.at("/items") == "[]");
}

}  // namespace upbeat::testing

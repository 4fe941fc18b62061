#include <thread>

#include <catch2/catch.hpp>

#include <upbeat/adapters/voting/chart_cache.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

void vote(
    VotingServer& server,
    std::string const& agent,
    std::string const& item,
    std::string const& direction
)
{
    auto const type = item.starts_with("tool") ? "tool" : "song";
    auto const answer = server.post(
        "/api/v1/vote",
        R"({"item_type":")" + std::string{type} + R"(","item_id":")" + item + R"(","vote":")" +
            direction + "\"}",
        agent
    );
    REQUIRE(answer.status() == 200);
}

// A chart may be as old as the cache allows while votes arrive.
void let_charts_age()
{
    auto const until = std::chrono::steady_clock::now() + voting::ChartCache::kMostStale;
    while (std::chrono::steady_clock::now() < until) {
        std::this_thread::yield();
    }
}

}  // namespace

TEST_CASE("trending lists songs and tools by rank", "[voting][adapters]")
{
    VotingServer server;
    vote(server, "agent-1", "song-2", "up");
    vote(server, "agent-1", "tool-1", "up");

    auto const trending = server.get("/api/v1/trending");

    REQUIRE(trending.status() == 200);
    CHECK(trending.at("/songs/0/id") == "song-2");
    CHECK(trending.at("/songs/0/rank") == "1");
    CHECK(trending.at("/songs/0/trend") == "+1");
    CHECK(trending.at("/songs/0/votes") == "1");
    CHECK(trending.at("/tracks/0/id") == "song-2");
    CHECK(trending.at("/tools/0/id") == "tool-1");
    CHECK(trending.at("/tools/0/name") != "(nothing)");
    CHECK(trending.at("/updated_at").ends_with("Z"));
}

TEST_CASE("the top of a period holds what was voted on in it", "[voting][adapters]")
{
    VotingServer server;
    vote(server, "agent-1", "song-2", "up");
    server.bench.clock.advance(std::chrono::hours{30});
    vote(server, "agent-1", "tool-1", "up");

    auto const daily = server.get("/api/v1/top/daily");
    auto const weekly = server.get("/api/v1/top/weekly?item_type=song");

    CHECK(daily.at("/total_count") == "1");
    CHECK(daily.at("/items/0/id") == "tool-1");
    CHECK(daily.at("/items/0/item_type") == "tool");
    CHECK(daily.at("/items/0/provisional") == "true");
    CHECK(daily.at("/min_votes_applied") == "50");
    CHECK(weekly.at("/items/0/id") == "song-2");
    CHECK(weekly.at("/period") == "weekly");
    CHECK(server.get("/api/v1/top/alltime").at("/total_count") == "4");
    CHECK(server.get("/api/v1/top/monthly?genre=stems").at("/items/0/id") == "tool-1");
    CHECK(server.get("/api/v1/top/monthly?min_votes=1").at("/items/0/provisional") == "false");
    CHECK(server.get("/api/v1/top/alltime?limit=2").at("/total_count") == "2");
}

TEST_CASE("a wrong period is 400 and names the four", "[voting][adapters]")
{
    VotingServer server;

    auto const answer = server.get("/api/v1/top/yearly");

    CHECK(answer.status() == 400);
    for (auto const* const word : {"daily", "weekly", "monthly", "alltime"}) {
        CHECK(answer.at("/detail").find(word) != std::string::npos);
    }
    CHECK(server.get("/api/v1/top/daily?limit=51").status() == 422);
    CHECK(server.get("/api/v1/top/daily?item_type=album").status() == 422);
}

TEST_CASE("a chart stays the same until a vote moves it", "[voting][adapters]")
{
    VotingServer server;
    auto const snapshot = [&] {
        return std::get<http::SnapshotPtr>(server.get("/api/v1/top/alltime").response.body);
    };
    auto const before = snapshot();
    server.bench.clock.advance(std::chrono::seconds{9});

    CHECK(snapshot() == before);
    vote(server, "agent-1", "song-2", "up");
    let_charts_age();
    auto const after = snapshot();
    CHECK(after->etag() != before->etag());
    server.bench.clock.advance(std::chrono::hours{1});
    CHECK(snapshot() != after);
}

}  // namespace upbeat::testing

#include <catch2/catch.hpp>

#include <upbeat/tests/support/market/market_server.hpp>

using namespace upbeat;
using upbeat::testing::MarketServer;

namespace {

struct Shelf : MarketServer {
    Shelf()
    {
        auto const key = key_of("bot");
        for (int i = 0; i < 5; ++i) {
            auto const n = std::to_string(i);
            auto const genre = i % 2 == 0 ? "pop" : "rock";
            post(
                "/api/v1/tracks",
                R"({"title":"Song )" + n + R"(","platform":"suno","genre":")" + genre +
                    R"(","mood":"chill","bpm":)" + std::to_string(100 + i) + R"(,"price":)" + n +
                    R"(.5,"purchase_url":"https://suno.com/)" + n + R"("})",
                key
            );
            clock.advance(std::chrono::minutes{1});
        }
        post(
            "/api/v1/tools",
            R"({"name":"Loop Sketcher","website":"https://loops.example.com",
                 "category":"analysis","features":["One"],"pricing":{"free":{"price":0}}})",
            key
        );
    }
};

}  // namespace

TEST_CASE("a list has its page, its pages and its total", "[catalog][adapters]")
{
    Shelf shelf;

    auto const reply = shelf.get("/api/v1/tracks?limit=2&page=2");

    REQUIRE(reply.status == 200);
    CHECK(reply.at("/tracks/0/title") == "Song 2");
    CHECK(reply.at("/total") == "5");
    CHECK(reply.at("/page") == "2");
    CHECK(reply.at("/pages") == "3");
    CHECK(reply.at("/limit") == "2");
    CHECK(shelf.get("/api/v1/songs").at("/limit") == "24");
    CHECK(shelf.get("/api/v1/tracks?page=9").at("/tracks") == "[]");
    CHECK(shelf.get("/api/v1/new-releases?limit=1").at("/tracks/0/title") == "Song 4");
}

TEST_CASE("filters may be repeated or hold commas", "[catalog][adapters]")
{
    Shelf shelf;
    auto const total = [&](std::string const& query) {
        return shelf.get("/api/v1/tracks?" + query).at("/total");
    };

    CHECK(total("genre=Pop") == "3");
    CHECK(total("genre=pop,rock") == "5");
    CHECK(total("genre=pop&genre=rock") == "5");
    CHECK(total("genre=pop&min_price=2.00&max_price=4.50") == "2");
    CHECK(total("bpm_min=103") == "2");
    CHECK(total("platform=Suno%20AI&mood=chill&q=song+3") == "1");
    CHECK(total("creator=bot&sort=most_votes") == "5");
}

TEST_CASE("a wrong question is 422 and names the parameter", "[catalog][adapters]")
{
    Shelf shelf;

    for (auto const* const query :
         {"sort=best",
          "page=0",
          "limit=101",
          "limit=x",
          "min_price=-1",
          "min_price=2&max_price=1",
          "page=200&limit=100",
          "page=9223372036854775807"}) {
        auto const reply = shelf.get(std::string{"/api/v1/tracks?"} + query);
        CAPTURE(query);
        CHECK(reply.status == 422);
    }
    CHECK(shelf.get("/api/v1/tracks?page=200&limit=100").at("/code") == "page_too_deep");
    CHECK(shelf.failures.empty());
}

TEST_CASE("tools are listed and shown with features and pricing as JSON", "[catalog][adapters]")
{
    Shelf shelf;
    auto const list = shelf.get("/api/v1/tools?category=analysis");

    REQUIRE(list.at("/total") == "1");
    auto const reply = shelf.get("/api/v1/tools/" + list.at("/tools/0/id"));
    REQUIRE(reply.status == 200);
    CHECK(reply.at("/features") == R"(["One"])");
    CHECK(reply.at("/pricing") == R"({"free":{"price":0}})");
    CHECK(reply.at("/rating") == "null");
    CHECK(reply.at("/votes/total") == "0");
    CHECK(shelf.get("/api/v1/tools/none").status == 404);
}

TEST_CASE("search, suggestions and facets answer from the shelf", "[catalog][adapters]")
{
    Shelf shelf;

    CHECK(shelf.get("/api/v1/search?q=loop").at("/tools/0/name") == "Loop Sketcher");
    CHECK(shelf.get("/api/v1/search?q=song&type=track").at("/total") == "5");
    CHECK(shelf.get("/api/v1/search?q=").status == 422);
    CHECK(shelf.get("/api/v1/search/suggest?q=sketch").at("/suggestions/0/type") == "tool");
    CHECK(shelf.get("/api/v1/search/suggest?q=s").status == 422);
    CHECK(shelf.get("/api/v1/genres").at("/genres/0/count") == "3");
    CHECK(shelf.get("/api/v1/platforms").at("/platforms/0/name") == "Suno AI");
    CHECK(shelf.get("/api/v1/moods").at("/moods/0/id") == "chill");
}

TEST_CASE("administrators see removed items, nobody else does", "[catalog][adapters]")
{
    Shelf shelf;
    auto const id = shelf.get("/api/v1/tracks").at("/tracks/0/id");
    auto const admin = std::string{MarketServer::kAdminKey};
    REQUIRE(shelf.send("DELETE", "/api/v1/admin/tracks/" + id, {}, admin).status == 200);

    CHECK(shelf.get("/api/v1/tracks").at("/total") == "4");
    CHECK(shelf.get("/api/v1/admin/tracks", admin).at("/total") == "5");
    CHECK(shelf.get("/api/v1/admin/tracks?status=removed", admin).at("/tracks/0/id") == id);
    CHECK(shelf.get("/api/v1/admin/tracks").status == 401);
}

#include <catch2/catch.hpp>

#include <upbeat/tests/support/market/market_server.hpp>

using namespace upbeat;
using upbeat::testing::MarketServer;

namespace {

// Exactly what the first upload bot sends: no artist, the price as a text, the mood as a text.
constexpr char const* kBotBody = R"({
    "title": "Amber Signal", "genre": "electronic", "mood": "energetic", "platform": "Suno AI",
    "audio_url": "https://audio.example.com/1.mp3",
    "purchase_url": "https://suno.com/song/1?affiliate=aimusicstore", "price": "1.99"})";

}  // namespace

TEST_CASE("the first upload bot's body publishes a track", "[catalog][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("upload-bot");

    auto const reply = server.post("/api/v1/tracks", kBotBody, key);

    REQUIRE(reply.status == 201);
    auto const id = reply.at("/track_id");
    CHECK(reply.at("/id") == id);
    CHECK(reply.at("/share_url") == "https://store.example/tracks/" + id);
    CHECK(reply.at("/affiliate_added") == "false");
    CHECK(reply.at("/artist") == "Listening Bot");
    CHECK(reply.at("/price_minor") == "199");
    CHECK(reply.at("/track/moods") == R"(["energetic"])");
    CHECK(reply.at("/creator_agent_id") == "upload-bot");
}

TEST_CASE("a track's page has its facts, its votes and its rank", "[catalog][adapters]")
{
    MarketServer server;
    auto const id = server.post("/api/v1/tracks", kBotBody, server.key_of("bot")).at("/id");
    auto const num = server.catalog_store.track(id)->num;
    server.standings.votes[num] = {
        .up = 3,
        .down = 1,
        .abstain = 2,
        .score = 2,
        .weighted_score = 4'250,
        .weight_sum = 8'000,
        .weighed = 4,
        .rank = 1
    };

    for (auto const* const path : {"/api/v1/tracks/", "/api/v1/songs/"}) {
        auto const reply = server.get(path + id);

        REQUIRE(reply.status == 200);
        CHECK(reply.at("/title") == "Amber Signal");
        CHECK(reply.at("/votes") == R"({"up":3,"down":1,"total":4,"score":2,"abstain":2})");
        CHECK(reply.at("/up_votes") == "3");
        CHECK(reply.at("/rank") == "1");
        CHECK(reply.json.at("weighted_score").to_number<double>() == Approx(0.43));
        CHECK(reply.json.at("avg_reputation").to_number<double>() == Approx(20.0));
        CHECK(reply.json.at("vote_weight").to_number<double>() == Approx(0.2));
        CHECK(reply.json.at("price").to_number<double>() == Approx(1.99));
        CHECK(reply.at("/creator/name") == "Listening Bot");
        CHECK(reply.at("/commission/amount_minor") == "40");
        CHECK(reply.at("/similar") == "[]");
        CHECK(reply.at("/bpm") == "null");
    }
}

TEST_CASE("a track's page changes with its votes and with nothing else", "[catalog][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");
    auto const id = server.post("/api/v1/tracks", kBotBody, key).at("/id");
    auto const first = server.get("/api/v1/tracks/" + id);
    auto const again = server.get("/api/v1/tracks/" + id);

    server.standings.votes[server.catalog_store.track(id)->num] = {.up = 1};
    auto const voted = server.get("/api/v1/tracks/" + id);
    auto const patched = server.send("PATCH", "/api/v1/tracks/" + id, R"({"title":"New"})", key);
    auto const renamed = server.get("/api/v1/tracks/" + id);

    CHECK(again.etag == first.etag);
    CHECK(voted.etag != first.etag);
    CHECK(voted.at("/up_votes") == "1");
    CHECK(patched.status == 200);
    CHECK(renamed.at("/title") == "New");
}

TEST_CASE("a removed track answers 404 at once, and can be restored", "[catalog][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");
    auto const id = server.post("/api/v1/tracks", kBotBody, key).at("/id");
    REQUIRE(server.get("/api/v1/tracks/" + id).status == 200);

    CHECK(server.send("DELETE", "/api/v1/tracks/" + id, {}, key).status == 204);
    CHECK(server.get("/api/v1/tracks/" + id).at("/code") == "item_not_found");
    CHECK(server.send("DELETE", "/api/v1/tracks/" + id, {}, key).status == 404);

    auto const restore = "/api/v1/admin/tracks/" + id + "/restore?reason=appeal";
    CHECK(server.post(restore, {}, key).status == 403);
    CHECK(server.post(restore, {}, MarketServer::kAdminKey).status == 200);
    CHECK(server.get("/api/v1/tracks/" + id).status == 200);
    auto const audit = server.get("/api/v1/admin/audit", MarketServer::kAdminKey);
    CHECK(audit.at("/entries/0/action") == "track.restored");
    CHECK(audit.at("/entries/0/reason") == "appeal");
    CHECK(audit.at("/entries/0/request_id") == "req-1");
}

TEST_CASE("a stranger's track is 404 to change and to remove", "[catalog][adapters]")
{
    MarketServer server;
    auto const id = server.post("/api/v1/tracks", kBotBody, server.key_of("bot")).at("/id");
    auto const other = server.key_of("other");

    CHECK(server.send("PUT", "/api/v1/tracks/" + id, R"({"title":"x"})", other).status == 404);
    CHECK(server.send("DELETE", "/api/v1/tracks/" + id, {}, other).status == 404);
    CHECK(server.send("PUT", "/api/v1/tracks/" + id, R"({"title":"x"})").status == 401);
}

TEST_CASE("what is wrong with a track is told field by field", "[catalog][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");

    auto const missing = server.post("/api/v1/tracks", "{}", key);
    auto const unknown = server.post(
        "/api/v1/tracks",
        R"({"title":"x","platform":"Udio","purchase_url":"https://udio.com/1","colour":"red"})",
        key
    );
    auto const foreign = server.post(
        "/api/v1/tracks",
        R"({"title":"x","platform":"Udio","purchase_url":"https://evil.example/1"})",
        key
    );

    CHECK(missing.status == 422);
    CHECK(missing.json.at("errors").as_array().size() == 3);
    CHECK(unknown.status == 422);
    CHECK(unknown.at("/errors/0/pointer") == "/colour");
    CHECK(foreign.status == 422);
    CHECK(foreign.at("/errors/0/pointer") == "/purchase_url");
    CHECK(foreign.at("/errors/0/code") == "foreign_host");
    CHECK(server.post("/api/v1/tracks", kBotBody).status == 401);
}

TEST_CASE("moods and tags may be an array or one text with commas", "[catalog][adapters]")
{
    MarketServer server;
    auto const reply = server.post(
        "/api/v1/tracks",
        R"({"title":"x","platform":"suno","purchase_url":"https://suno.com/1","price":2.5,
            "mood":"Chill, Dark","tags":["#one","two"],"tempo":90,
            "full_track_url":"https://suno.com/1"})",
        server.key_of("bot")
    );

    REQUIRE(reply.status == 201);
    CHECK(reply.at("/moods") == R"(["chill","dark"])");
    CHECK(reply.at("/mood") == "chill");
    CHECK(reply.at("/tags") == R"(["one","two"])");
    CHECK(reply.at("/bpm") == "90");
    CHECK(reply.at("/tempo") == "90");
    CHECK(reply.at("/price_minor") == "250");
    CHECK(reply.at("/platform_url") == "https://suno.com/1");
    CHECK(reply.at("/affiliate_link") == "https://suno.com/1?affiliate=aimusicstore");
}

TEST_CASE("publishing twice with one Idempotency-Key publishes once", "[catalog][adapters]")
{
    MarketServer server;
    auto const key = server.key_of("bot");

    auto const first = server.send("POST", "/api/v1/tracks", kBotBody, key, "once");
    auto const again = server.send("POST", "/api/v1/tracks", kBotBody, key, "once");
    auto const duplicate = server.send("POST", "/api/v1/tracks", kBotBody, key, "twice");

    CHECK(first.status == 201);
    CHECK(again.status == 201);
    CHECK(again.at("/id") == first.at("/id"));
    CHECK(duplicate.status == 409);
    CHECK(duplicate.at("/code") == "duplicate_track");
}

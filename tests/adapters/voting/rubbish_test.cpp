#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

std::vector<std::string> rubbish()
{
    std::string const deep(2'000, '[');
    return {
        "",
        "{",
        "null",
        "[]",
        "17",
        "\"text\"",
        "{\"vote\":}",
        R"({"vote":"up"} trailing)",
        R"({"item_type":{"a":[1]},"item_id":[],"vote":{}})",
        R"({"item_type":"song","item_id":"song-1","vote":"up","vote":"down"})",
        R"({"item_type":"song","item_id":"song-1","vote":1e400})",
        R"({"item_type":"song","item_id":"song-1","vote":"up","comment":")" +
            std::string(1'001, 'x') + "\"}",
        "{\"item_type\":\"song\",\"item_id\":\"song-1\",\"vote\":\"\xff\xfe\"}",
        "{\"item_type\":\"so",
        deep,
        "{\"votes\":" + deep,
        R"({"votes":"many"})",
        R"({"reputation":"high","reason":7})",
        std::string("\0\0\0", 3),
    };
}

}  // namespace

TEST_CASE("rubbish is a 4xx problem on every route that takes a body", "[voting][adapters]")
{
    VotingServer server;
    struct Route {
        http::Method method;
        std::string path;
        std::string who;
    };
    std::vector<Route> const routes{
        {http::Method::post, "/api/v1/vote", ""},
        {http::Method::post, "/api/v1/vote", "agent-1"},
        {http::Method::post, "/api/v1/votes", "agent-1"},
        {http::Method::post, "/api/v1/votes/bulk", "agent-1"},
        {http::Method::put, "/api/v1/tracks/song-1/vote", "agent-1"},
        {http::Method::put, "/api/v1/tools/tool-1/vote", "agent-1"},
        {http::Method::post, "/api/v1/admin/agents/agent-1/reputation", "root"},
    };
    for (auto const& route : routes) {
        for (auto const& body : rubbish()) {
            INFO(route.path << " <- " << body.substr(0, 80));
            http::Headers headers{{"content-type", "application/json"}};
            if (!route.who.empty()) {
                headers.add("authorization", "Bearer key-of-" + route.who);
            }
            server.bench.clock.advance(std::chrono::minutes{1});
            auto const answer = server.ask(route.method, route.path, body, headers);
            CHECK(answer.status() / 100 == 4);
            CHECK(answer.response.content_type == "application/problem+json");
        }
    }
    CHECK(server.failures.empty());
    CHECK(server.bench.ledger.entries().empty());
}

TEST_CASE("rubbish in a query or a path is a 4xx problem", "[voting][adapters]")
{
    VotingServer server;
    for (auto const* const target :
         {"/api/v1/top/",

          "/api/v1/top/daily?limit=1e99",
          "/api/v1/tracks/song-1/votes?page=0",
          "/api/v1/tracks/song-1/votes?page=99999999999999999999",
          "/api/v1/discovery?agent_id=a%20b",
          "/api/v1/discovery?limit=ten&agent_id=agent-1",
          "/api/v1/votes/"}) {
        INFO(target);
        CHECK(server.get(target).status() / 100 == 4);
    }
    CHECK(server.failures.empty());
}

}  // namespace upbeat::testing

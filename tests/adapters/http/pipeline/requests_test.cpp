#include <catch2/catch.hpp>

#include <upbeat/adapters/http/problem.hpp>

#include "sample_api.hpp"

using namespace upbeat;
using namespace upbeat::http;
using namespace upbeat::testing;

namespace {

Headers const kAda{{"authorization", "Bearer key-of-ada"}, {"content-type", "application/json"}};
std::string const kLamp = R"({"name":"Lamp","colour":"green"})";

}  // namespace

TEST_CASE("a request reaches its handler and comes back presented", "[http][pipeline]")
{
    SampleServer server;

    auto const response = server.post(
        "/things",
        R"({"title":"Lamp","colour":"green","price":"12.5","parts":[{"name":"bulb"}],"extra":{"a":[1,2.0,"x"]}})",
        kAda
    );

    CHECK(response.status == 201);
    CHECK(
        body_of(response) == R"({"id":"thg_1","thing_id":"thg_1","name":"Lamp","colour":"green",)"
                             R"("parts":[{"name":"bulb","count":null}],"size":3,"price":12.50,)"
                             R"("extra":{"a":[1,2.0,"x"]},"kind":"thing"})"
    );
    CHECK(response.headers.find("Location") == "/things/thg_1");
    CHECK(response.route == "/things");
}

TEST_CASE("every problem of an input is reported together, with its place", "[http][pipeline]")
{
    SampleServer server;

    auto const response = server.post(
        "/things",
        R"({"name":"","colour":"blue","note":"too long","tags":["a","abcde"],)"
        R"("parts":[{"count":0},{"name":7}],"size":true,"price":1.234,"extra":[],"surprise":1})",
        kAda
    );

    CHECK(response.status == 422);
    CHECK(response.content_type == "application/problem+json");
    CHECK(at(response, "/code") == "validation_failed");
    CHECK(at(response, "/request_id") == "req-1");
    std::vector<std::string> found;
    for (int i = 0; at(response, "/errors/" + std::to_string(i)) != "(nothing)"; ++i) {
        auto const entry = "/errors/" + std::to_string(i);
        found.push_back(at(response, entry + "/pointer") + " " + at(response, entry + "/code"));
    }
    std::vector<std::string> const expected{
        "/name too_short",
        "/colour not_one_of",
        "/note too_long",
        "/tags/1 too_long",
        "/parts/0/count too_small",
        "/parts/0/name required",
        "/parts/1/name wrong_type",
        "/size wrong_type",
        "/price malformed",
        "/extra wrong_type",
        "/surprise unknown_field"
    };
    CHECK_THAT(found, Catch::Matchers::UnorderedEquals(expected));
}

TEST_CASE("a check across fields runs when each field is right", "[http][pipeline]")
{
    SampleServer server;

    auto const response =
        server.post("/things", R"({"name":"same","colour":"red","note":"same"})", kAda);

    CHECK(response.status == 422);
    CHECK(at(response, "/errors/0/pointer") == "/note");
    CHECK(at(response, "/errors/0/code") == "same_as_name");
}

TEST_CASE("query parameters may be repeated or separated by commas", "[http][pipeline]")
{
    SampleServer server;

    auto const response = server.get("/things/x?tag=a,b&tag=c%20d&limit=5&utm_source=mail&deep=");

    CHECK(response.status == 200);
    CHECK(body_of(response) == R"({"id":"x","tags":["a","b","c d"],"limit":5,"caller":""})");
}

TEST_CASE("a query that does not fit names the parameter", "[http][pipeline]")
{
    SampleServer server;

    CHECK(at(server.get("/things/x?limit=0"), "/errors/0/pointer") == "limit");
    CHECK(at(server.get("/things/x?limit=many"), "/errors/0/code") == "wrong_type");
    CHECK(at(server.get("/things/x?tag=%ff"), "/errors/0/code") == "malformed");
    CHECK(at(server.get("/things/x?tag=%zz"), "/errors/0/code") == "malformed");
    CHECK(at(server.get("/things/a b"), "/errors/0/pointer") == "id");
    CHECK(
        at(server.post("/things?surprise=1", kLamp, kAda), "/errors/0/code") == "unknown_parameter"
    );
}

TEST_CASE("a failed handler is the problem its endpoint says", "[http][pipeline]")
{
    SampleServer server;

    auto const response = server.post("/things", R"({"name":"taken","colour":"red"})", kAda);

    CHECK(response.status == 400);
    CHECK(at(response, "/code") == "name_taken");
    CHECK(at(response, "/title") == "Bad Request");
}

TEST_CASE("paths and methods that nobody serves are problems too", "[http][pipeline]")
{
    SampleServer server;

    CHECK(at(server.get("/nowhere"), "/code") == "route_not_found");
    auto const wrong = server.ask(request_to(Method::put, "/things/x"));
    CHECK(wrong.status == 405);
    CHECK(wrong.headers.find("Allow") == "GET, HEAD, DELETE, OPTIONS");
    auto const options = server.ask(request_to(Method::options, "/chart/"));
    CHECK(options.status == 204);
    CHECK(options.headers.find("Allow") == "GET, HEAD, OPTIONS");
    CHECK(server.ask(request_to(Method::head, "/things/x/")).status == 200);
    CHECK(server.get("/things/").status == 405);
    CHECK(server.get("/old/things/x").headers.find("Deprecation") == "true");
}

TEST_CASE("a body must say that it is JSON, or nothing about it", "[http][pipeline]")
{
    SampleServer server;
    auto const sent_as = [&](std::string_view type) {
        Headers headers{{"x-api-key", "key-of-ada"}};
        if (!type.empty()) {
            headers.add("content-type", type);
        }
        return server.post("/things", kLamp, headers).status;
    };

    CHECK(sent_as("") == 201);
    CHECK(sent_as("application/json; charset=utf-8") == 201);
    CHECK(sent_as("application/merge-patch+json") == 201);
    CHECK(sent_as("application/x-www-form-urlencoded") == 415);
    CHECK(sent_as("text/plain") == 415);
}

TEST_CASE("credentials are asked for as the endpoint says", "[http][pipeline]")
{
    SampleServer server;
    auto const with = [](std::string_view value) { return Headers{{"authorization", value}}; };

    auto const missing = server.post("/things", kLamp);
    CHECK(missing.status == 401);
    CHECK(missing.headers.find("WWW-Authenticate") == "Bearer");
    CHECK(server.post("/things", kLamp, with("Basic abc")).status == 401);
    CHECK(server.post("/things", kLamp, with("Bearer ")).status == 401);
    CHECK(server.post("/things", kLamp, with("Bearer unknown")).status == 401);
    auto const suspended = server.post("/things", kLamp, with("Bearer key-of-eve"));
    CHECK(suspended.status == 403);
    CHECK(at(suspended, "/code") == "agent_suspended");
    CHECK(server.post("/things", kLamp, with("bearer slow-key")).status == 201);
    CHECK(server.post("/things", "rubbish", with("Bearer unknown")).status == 401);
    auto const of_another_kind = server.post("/things", kLamp, with("Bearer key-of-root"));
    CHECK(of_another_kind.status == 403);
    CHECK(at(of_another_kind, "/code") == "not_permitted");
    CHECK(at(of_another_kind, "/detail") == "Only agents may do this.");
    CHECK(server.ask(request_to(Method::del, "/things/x", {}, kAda)).status == 403);
    CHECK(
        server.ask(request_to(Method::del, "/things/x", {}, with("Bearer key-of-root"))).status ==
        204
    );
}

TEST_CASE("an optional credential counts when it is there", "[http][pipeline]")
{
    SampleServer server;
    Headers const wrong{{"authorization", "Bearer unknown"}};

    CHECK(at(server.get("/things/x", kAda), "/caller") == "ada");
    CHECK(at(server.get("/things/x", wrong), "/caller").empty());
    // Who is suspended is told so, instead of being served as somebody else.
    auto const suspended = server.get("/things/x", Headers{{"authorization", "Bearer key-of-eve"}});
    CHECK(suspended.status == 403);
    CHECK(at(suspended, "/code") == "agent_suspended");
    CHECK(server.post("/ballots", R"({"item_id":"x","direction":1})", wrong).status == 401);
    CHECK(server.post("/ballots", R"({"item_id":"x"})", wrong).status == 422);
}

TEST_CASE("the keys of an agent that is barred for what it did are refused", "[http][pipeline]")
{
    bool barred = true;
    SampleServer server{{.barred = [&](Actor const& actor) {
        return barred && actor.id == "ada" ? std::optional{agent_suspended()} : std::nullopt;
    }}};
    auto const once = Headers{{"authorization", "Bearer key-of-ada"}, {"idempotency-key", "a-1"}};

    auto const refused = server.post("/things", kLamp, kAda);
    CHECK(refused.status == 403);
    CHECK(at(refused, "/code") == "agent_suspended");
    CHECK(server.get("/things/x", kAda).status == 403);
    CHECK(server.post("/things", kLamp, once).status == 403);
    CHECK(server.post("/things", kLamp, {{"authorization", "Bearer key-of-pro"}}).status == 201);

    // What was refused is not kept under its key.
    barred = false;
    CHECK(server.post("/things", kLamp, once).status == 201);
}

TEST_CASE("a batched endpoint answers when its batch is done", "[http][pipeline]")
{
    SampleServer server;
    std::optional<Response> answer;

    server.ask_later(
        request_to(Method::post, "/ballots", R"({"item_id":"x","direction":-1})"),
        [&](Response&& response) { answer = std::move(response); }
    );
    CHECK_FALSE(answer);
    server.state.finish_last_ballot();

    REQUIRE(answer);
    CHECK(body_of(*answer) == R"({"item_id":"x"})");
}

TEST_CASE("a batched endpoint that forgets to answer is a 500", "[http][pipeline]")
{
    SampleServer server;
    std::optional<Response> answer;

    server.ask_later(
        request_to(Method::post, "/ballots", R"({"item_id":"x","direction":-1})"),
        [&](Response&& response) { answer = std::move(response); }
    );
    server.state.finish_last_ballot = nullptr;

    REQUIRE(answer);
    CHECK(answer->status == 500);
}

TEST_CASE("what a handler throws is told to the log and not to the client", "[http][pipeline]")
{
    SampleServer server;

    server.state.break_down = true;
    auto const broken = server.post("/things", kLamp, kAda);
    CHECK(broken.status == 500);
    CHECK(at(broken, "/code") == "internal_error");
    CHECK(body_of(broken).find("secret") == std::string::npos);
    CHECK(server.get("/chart").status == 500);
    CHECK(server.post("/ballots", R"({"item_id":"x","direction":1})").status == 500);
    CHECK(server.failures == std::vector<std::string>(3, "secret table name"));

    server.state.break_down = false;
    server.state.database_gone = true;
    auto const gone = server.post("/things", kLamp, kAda);
    CHECK(gone.status == 503);
    CHECK(gone.headers.find("Retry-After") == "7");
    CHECK(body_of(gone).find("10.0.0.1") == std::string::npos);
}

TEST_CASE("a snapshot is built once and then served as it is", "[http][pipeline]")
{
    SampleServer server;

    CHECK(body_of(server.get("/chart")) == R"({"name":"chart"})");
    CHECK(body_of(server.get("/chart?utm=1")) == R"({"name":"chart"})");
    CHECK(server.state.built == 1);
    server.state.chart = nullptr;
    CHECK(server.get("/chart").status == 200);
    CHECK(server.state.built == 2);
}

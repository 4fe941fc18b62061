#include <catch2/catch.hpp>

#include "sample_api.hpp"

using namespace upbeat;
using namespace upbeat::http;
using namespace upbeat::testing;

namespace {

Headers const kAda{{"authorization", "Bearer key-of-ada"}, {"content-type", "application/json"}};

std::string nested(std::string const& open, std::string const& close, int levels)
{
    std::string text;
    for (int i = 0; i < levels; ++i) {
        text += open;
    }
    text += "1";
    for (int i = 0; i < levels; ++i) {
        text += close;
    }
    return text;
}

std::string thing_with(std::string const& members)
{
    return R"({"name":"Lamp","colour":"red",)" + members + "}";
}

// Asks a server of its own, so that no limit is met.
Response post_thing(std::string body)
{
    SampleServer server;
    return server.post("/things", std::move(body), kAda);
}

}  // namespace

TEST_CASE("a body that is not JSON is 400", "[http][rubbish]")
{
    std::vector<std::string> const bodies{
        "{",
        "}",
        "null null",
        "{\"name\":\"x\"",
        "{\"name\":\"x\",}",
        "{'name':'x'}",
        "{\"name\":\"x\"}{}",
        "[1,2",
        "\"open",
        "tru",
        "01",
        "1e",
        "+1",
        "NaN",
        "// nothing",
        "\xEF\xBB\xBF{}",
        "{\"name\":\"\xFF\xFE\"}",
        "{\"name\":\"\xC0\x80\"}",
        "{\"name\":\"\xED\xA0\x80\"}",
        "{\"name\":\"\\ud800\"}",
        "{\"name\":\"\\u0000\"}",
        "{\"\\u0000\":1}",
        std::string{"{\"name\":\"a\0b\"}", 14},
        "{\"name\":\"line\nbreak\"}",
        "{\"name\":\"x\",\"name\":\"y\"}",
        R"({"extra":{"a":1,"b":2,"a":3}})",
        nested("[", "]", 33),
        nested("[", "]", 100'000),
        nested("{\"a\":", "}", 100'000),
    };
    for (auto const& body : bodies) {
        auto const response = post_thing(body);
        INFO(body.substr(0, 60));
        CHECK(response.status == 400);
        CHECK(at(response, "/code") == "malformed_json");
        CHECK(response.content_type == "application/problem+json");
    }
}

TEST_CASE("JSON that does not fit is 422", "[http][rubbish]")
{
    std::string many_members = R"("extra":{)";
    for (int i = 0; i < 200; ++i) {
        many_members += "\"m" + std::to_string(i) + "\":0,";
    }
    std::vector<std::string> const bodies{
        "",
        "null",
        "true",
        "7",
        "\"text\"",
        "[]",
        "[{}]",
        "{}",
        R"({"name":null,"colour":null})",
        R"({"name":{},"colour":[]})",
        R"({"name":"Lamp","title":"Lamp","colour":"red"})",
        thing_with(R"("size":1e400)"),
        thing_with(R"("size":99999999999999999999999)"),
        thing_with(R"("size":-9223372036854775809)"),
        thing_with(R"("size":1.5)"),
        thing_with(R"("size":"3")"),
        thing_with(R"("price":1e30)"),
        thing_with(R"("price":-1)"),
        thing_with(R"("price":"")"),
        thing_with(R"("price":"12,50")"),
        thing_with(R"("price":true)"),
        thing_with(R"("tags":"a")"),
        thing_with(R"("tags":["a",null])"),
        thing_with(R"("tags":["a","b","c","d"])"),
        thing_with(R"("parts":[1])"),
        thing_with(R"("parts":{})"),
        thing_with(R"("extra":"{}")"),
        thing_with(R"("":1)"),
        thing_with(R"("id":"mine")"),
        thing_with(many_members + R"("m":0},"unknown":1)"),
    };
    for (auto const& body : bodies) {
        auto const response = post_thing(body);
        INFO(body.substr(0, 80));
        CHECK(response.status == 422);
        CHECK(at(response, "/code") == "validation_failed");
        CHECK(at(response, "/errors/0/code") != "(nothing)");
    }
}

TEST_CASE("unusual JSON that does fit is taken", "[http][rubbish]")
{
    CHECK(post_thing("  \r\n\t" + thing_with(R"("size":3.0)") + " \n").status == 201);
    CHECK(post_thing(thing_with(R"("size":1e1)")).status == 201);
    CHECK(post_thing(thing_with(R"("note":null)")).status == 201);
    CHECK(post_thing(thing_with(R"("price":0.10)")).status == 201);
    CHECK(post_thing(thing_with(R"("extra":)" + nested("{\"a\":", "}", 31))).status == 201);
    auto const emoji = post_thing(R"({"name":"\ud83c\udfb5 \u00e9\"","colour":"red"})");
    CHECK(at(emoji, "/name") == "\xF0\x9F\x8E\xB5 \xC3\xA9\"");
    std::string const twenty_notes = [] {
        std::string text;
        for (int i = 0; i < 20; ++i) {
            text += "\xF0\x9F\x8E\xB5";
        }
        return text;
    }();
    CHECK(post_thing(R"({"name":")" + twenty_notes + R"(","colour":"red"})").status == 201);
    CHECK(post_thing(R"({"name":")" + twenty_notes + R"(x","colour":"red"})").status == 422);
}

TEST_CASE("every truncation of a good body is a client's error", "[http][rubbish]")
{
    std::string const good =
        R"({"name":"L\u00e9","colour":"red","tags":["a"],"parts":[{"name":"b","count":1}],)"
        R"("size":3,"price":"1.50","extra":{"x":[true,null,-1.5e2]}})";
    for (std::size_t size = 0; size < good.size(); ++size) {
        auto const response = post_thing(good.substr(0, size));
        INFO(size);
        CHECK((response.status == 400 || response.status == 422));
    }
    CHECK(post_thing(good).status == 201);
}

TEST_CASE("rubbish in targets and headers is a client's error", "[http][rubbish]")
{
    for (auto const* const target :
         {"/things/",
          "//things",
          "/things//x",
          "/things/x/y",
          "/things/%2F",
          "/things/x?limit=",
          "/things/x?limit=9999999999999999999999",
          "/things/x?=1",
          "/things/x?%00=1",
          "/things/x?tag=%",
          "/things/x?tag=%C0%80",
          "/things/x?&&&==&",
          "/things/{id}",
          "/%00",
          "/things/\xFF"}) {
        SampleServer server;
        INFO(target);
        CHECK(server.get(target).status < 500);
    }
    SampleServer server;
    std::string many = "/things/x?";
    for (int i = 0; i < 101; ++i) {
        many += "a" + std::to_string(i) + "=1&";
    }
    CHECK(server.get(many).status == 422);
    for (auto const* const key : {"", " ", "a b", "\xC3\xA9"}) {
        Headers headers = kAda;
        headers.add("idempotency-key", key);
        CHECK(server.post("/things", thing_with(R"("size":1)"), headers).status == 422);
    }
    CHECK(
        server.post("/things", "{}", {{"authorization", "Bearer a"}, {"x-api-key", "b"}}).status ==
        401
    );
    CHECK(
        server.post("/things", "{}", {{"content-encoding", "gzip"}, {"x-api-key", "key-of-ada"}})
            .status == 415
    );
}

#include <upbeat/adapters/http/json_document.hpp>

#include <catch2/catch.hpp>

#include <upbeat/adapters/http/wire.hpp>

using namespace upbeat;
using namespace upbeat::http;

namespace {

// The document as text again.
std::string round_trip(std::string_view text)
{
    JsonDocument document;
    if (!document.parse(text)) {
        return document.why();
    }
    InputProblems problems;
    JsonText copy;
    Wire<JsonText>::read(document.root(), Spot{}, problems, copy);
    return copy.text;
}

}  // namespace

TEST_CASE("a document comes back as it was, without its spaces", "[http][json]")
{
    for (std::string const& text : std::vector<std::string>{
             "null",
             "true",
             "0",
             "-1",
             "1.50",
             "1e5",
             "18446744073709551615",
             "\"\"",
             "[]",
             "{}",
             R"({"a":[1,{"b":[]},"c"],"d":{"e":null}})",
             R"(["\"\\\n"])"
         }) {
        CHECK(round_trip(text) == text);
    }
    CHECK(round_trip(" [ 1 , 2 ] ") == "[1,2]");
    CHECK(round_trip("[\"\\u0041\\ud83c\\udfb5\"]") == "[\"A\xF0\x9F\x8E\xB5\"]");
}

TEST_CASE("strings without escapes are views of the text", "[http][json]")
{
    std::string const text = R"({"name":"plain","other":"with \t tab"})";
    JsonDocument document;

    REQUIRE(document.parse(text));

    auto const name = document.root().find("name")->text();
    CHECK(name.data() >= text.data());
    CHECK(name.data() < text.data() + text.size());
    CHECK(document.root().find("other")->text() == "with \t tab");
}

TEST_CASE("what a document says is told in words when it is refused", "[http][json]")
{
    CHECK(round_trip(R"({"a":1,"a":2})") == "The member 'a' is there twice.");
    CHECK(round_trip(std::string(40, '[')) == "It is nested deeper than 32 levels.");
    CHECK(round_trip("\"\\u0000\"") == "Text must not contain the character U+0000.");
    CHECK(round_trip("[1,]") == "It is not JSON in UTF-8; the trouble begins at byte 3.");
}

TEST_CASE("a document larger than its own memory is read all the same", "[http][json]")
{
    std::string text = "[";
    for (int i = 0; i < 5000; ++i) {
        text += R"({"key":"va\\lue","number":)" + std::to_string(i) + "},";
    }
    text.back() = ']';

    CHECK(round_trip(text) == text);
}

TEST_CASE("numbers mean what they say", "[http][json]")
{
    auto const read = [](std::string_view text) {
        JsonDocument document;
        REQUIRE(document.parse(text));
        return document.root().as_integer();
    };

    CHECK(read("9223372036854775807") == 9223372036854775807);
    CHECK(read("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
    CHECK(read("5.0") == 5);
    CHECK(read("1e3") == 1000);
    CHECK(read("-0") == 0);
    CHECK_FALSE(read("5.5"));
    CHECK_FALSE(read("9223372036854775808"));
    CHECK_FALSE(read("1e300"));
    CHECK_FALSE(read("true"));
    CHECK_FALSE(read("\"5\""));
}

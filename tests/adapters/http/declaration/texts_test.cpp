#include <catch2/catch.hpp>

#include <upbeat/adapters/http/decimal.hpp>
#include <upbeat/adapters/http/json_writer.hpp>
#include <upbeat/adapters/http/parameter_set.hpp>
#include <upbeat/adapters/http/rfc3339.hpp>

using namespace upbeat;
using namespace upbeat::http;

TEST_CASE("amounts are exact to the hundredth", "[http][texts]")
{
    CHECK(parse_decimal("12") == Decimal{1200});
    CHECK(parse_decimal("0.1") == Decimal{10});
    CHECK(parse_decimal("-0.05") == Decimal{-5});
    CHECK(parse_decimal("1.500") == Decimal{150});
    CHECK(parse_decimal("1.29e1") == Decimal{1290});
    CHECK(parse_decimal("125e-2") == Decimal{125});
    CHECK(parse_decimal("10000000000000") == Decimal{1'000'000'000'000'000});
    for (auto const* const wrong :
         {"",
          "-",
          ".5",
          "5.",
          "1.234",
          "1,50",
          "1e",
          "1e-4",
          "1e99",
          "10000000000000.01",
          "0x10",
          "inf",
          " 1",
          "1 ",
          "--1"}) {
        INFO(wrong);
        CHECK_FALSE(parse_decimal(wrong));
    }
    CHECK(to_text(Decimal{1290}) == "12.90");
    CHECK(to_text(Decimal{-5}) == "-0.05");
}

TEST_CASE("instants are written in UTC and read with any offset", "[http][texts]")
{
    constexpr auto kNoon = from_micros(1'772'625'600'000'000);

    CHECK(to_rfc3339(kNoon) == "2026-03-04T12:00:00Z");
    CHECK(to_rfc3339(kNoon + std::chrono::milliseconds{7}) == "2026-03-04T12:00:00.007Z");
    CHECK(to_rfc3339(from_micros(-1)) == "1969-12-31T23:59:59.999Z");
    CHECK(parse_rfc3339("2026-03-04T12:00:00Z") == kNoon);
    CHECK(parse_rfc3339("2026-03-04 13:30:00+01:30") == kNoon);
    CHECK(parse_rfc3339("2026-03-04T12:00:00.0000019Z") == kNoon + std::chrono::microseconds{1});
    CHECK(parse_rfc3339("2024-02-29T00:00:00z"));
    for (auto const* const wrong :
         {"",
          "2026-03-04",
          "2026-03-04T12:00:00",
          "2026-02-29T00:00:00Z",
          "2026-13-01T00:00:00Z",
          "2026-03-04T24:00:00Z",
          "2026-03-04T12:60:00Z",
          "2026-03-04T12:00:60Z",
          "2026-03-04T12:00:00.Z",
          "2026-03-04T12:00:00+24:00",
          "2026-03-04T12:00:00Zx",
          "26-03-04T12:00:00Z",
          "2026-3-4T12:00:00Z"}) {
        INFO(wrong);
        CHECK_FALSE(parse_rfc3339(wrong));
    }
}

TEST_CASE("only whole UTF-8 without U+0000 is clean", "[http][texts]")
{
    for (std::string const& clean : std::vector<std::string>{
             "",
             "abc",
             "\xC3\xA9",
             "\xE2\x82\xAC",
             "\xF0\x9F\x8E\xB5",
             "\xF4\x8F\xBF\xBF",
             "\xED\x9F\xBF",
             "\xEE\x80\x80"
         }) {
        CHECK(is_clean_text(clean));
    }
    for (std::string const& wrong : std::vector<std::string>{
             std::string(1, '\0'),
             std::string{"\x80"},
             std::string{"\xC3"},
             std::string{"\xC0\x80"},
             std::string{"\xE0\x80\x80"},
             std::string{"\xED\xA0\x80"},
             std::string{"\xF0\x80\x80\x80"},
             std::string{"\xF4\x90\x80\x80"},
             std::string{"\xF5\x80\x80\x80"},
             std::string{"\xE2\x82"},
             std::string{"\xE2\x82x"},
             std::string{"\xFF"}
         }) {
        CHECK_FALSE(is_clean_text(wrong));
    }
}

TEST_CASE("what the writer writes is JSON whatever the text", "[http][texts]")
{
    JsonWriter writer;
    writer.begin_object();
    writer.name("a\"b").string(std::string_view{"\x01\n\\\"\0", 5});
    writer.name("list").begin_array().integer(-1).number(0.1).boolean(true).null().end_array();
    writer.name("empty").begin_object().end_object();
    writer.end_object();

    CHECK(writer.text() == R"({"a\"b":"\u0001\n\\\"\u0000","list":[-1,0.1,true,null],"empty":{}})");
    CHECK(JsonWriter{}.number(std::numeric_limits<double>::quiet_NaN()).text() == "null");
}

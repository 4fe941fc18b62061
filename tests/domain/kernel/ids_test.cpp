#include <upbeat/domain/kernel/ids.hpp>

#include <catch2/catch.hpp>

using upbeat::AgentId;

TEST_CASE("an id keeps the text it was given", "[kernel][domain]")
{
    auto const id = AgentId::parse("agent:test-1.0_b");

    REQUIRE(id);
    CHECK(id->text() == "agent:test-1.0_b");
}

TEST_CASE("an id is at most 64 characters", "[kernel][domain]")
{
    CHECK(AgentId::parse(std::string(64, 'a')));
    CHECK_FALSE(AgentId::parse(std::string(65, 'a')));
}

TEST_CASE("an id holds no blanks, slashes or letters beyond ASCII", "[kernel][domain]")
{
    for (auto const* const text : {"", " ", "a b", "a/b", "\xc3\xa4", "a\n"}) {
        CAPTURE(text);
        CHECK_FALSE(AgentId::parse(text));
    }
}

TEST_CASE("a malformed id is reported at the field that holds it", "[kernel][domain]")
{
    auto const id = AgentId::parse("", "/agent_id");

    REQUIRE_FALSE(id);
    REQUIRE(id.error().fields.size() == 1);
    CHECK(id.error().fields.front().pointer == "/agent_id");
    CHECK(id.error().kind == upbeat::ErrorKind::invalid_input);
}

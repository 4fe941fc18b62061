#include <upbeat/domain/community/email.hpp>

#include <string>

#include <catch2/catch.hpp>

using namespace upbeat::community;

TEST_CASE("an address is compared trimmed and in lower case", "[community][domain]")
{
    CHECK(normal_email("  Ada@Example.COM\n") == "ada@example.com");
    CHECK(normal_email("a+b@c.d") == "a+b@c.d");
}

TEST_CASE("what cannot be an address is none", "[community][domain]")
{
    for (auto const* const text :
         {"",
          "ada",
          "@example.com",
          "ada@",
          "ada@example",
          "a@b@c.d",
          "a b@c.d",
          "ada@.com",
          "ada@example.",
          "a@b\t.c"}) {
        CHECK_FALSE(normal_email(text));
    }
    CHECK_FALSE(normal_email(std::string(250, 'a') + "@example.com"));
}

#include <upbeat/infrastructure/platform/crypto.hpp>

#include <set>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace upbeat::platform;

TEST_CASE("a keyed hash is the same for the same text, key and purpose", "[platform]")
{
    auto const secret = Secret{"a secret of some length"};

    CHECK(KeyedHash{secret, "api-key"}.hex("text") == KeyedHash{secret, "api-key"}.hex("text"));
    CHECK(KeyedHash{secret, "api-key"}.hex("text").size() == 64);
}

TEST_CASE("another secret, purpose or text gives another hash", "[platform]")
{
    auto const one = KeyedHash{Secret{"one"}, "api-key"};

    CHECK(one.hex("text") != KeyedHash{Secret{"two"}, "api-key"}.hex("text"));
    CHECK(one.hex("text") != KeyedHash{Secret{"one"}, "network"}.hex("text"));
    CHECK(one.hex("text") != one.hex("texu"));
}

TEST_CASE("the number of a text is the head of its digest", "[platform]")
{
    auto const hash = KeyedHash{Secret{"one"}, "network"};

    auto const digest = hash.digest("203.0.113.7");

    CHECK((hash.number("203.0.113.7") >> 56U) == digest[0]);
    CHECK((hash.number("203.0.113.7") & 0xffU) == digest[7]);
}

TEST_CASE("a keyed hash without a secret is refused", "[platform]")
{
    CHECK_THROWS_AS((KeyedHash{Secret{}, "api-key"}), std::invalid_argument);
}

TEST_CASE("random bytes do not repeat", "[platform]")
{
    auto seen = std::set<std::string>{};

    for (auto i = 0; i < 100; ++i) {
        seen.insert(random_bytes(16));
    }

    CHECK(seen.size() == 100);
    CHECK(seen.begin()->size() == 16);
}

TEST_CASE("comparison in constant time agrees with plain comparison", "[platform]")
{
    CHECK(equal_in_constant_time("", ""));
    CHECK(equal_in_constant_time("secret", "secret"));
    CHECK_FALSE(equal_in_constant_time("secret", "secreu"));
    CHECK_FALSE(equal_in_constant_time("secret", "secret "));
}

TEST_CASE("thirty-two bytes are 43 characters that stand in a URL", "[platform]")
{
    CHECK(to_base64url(std::string(32, '\xff')).size() == 43);
    CHECK(to_base64url(std::string("\xfb\xff", 2)) == "-_8");
}

TEST_CASE("what was written in base64 is read back, and nothing else is", "[platform]")
{
    for (std::size_t size = 0; size < 50; ++size) {
        auto const bytes = random_bytes(size);
        CHECK(from_base64url(to_base64url(bytes)) == bytes);
    }
    CHECK_FALSE(from_base64url("a"));
    CHECK_FALSE(from_base64url("-_8="));
    CHECK_FALSE(from_base64url("-_9"));
    CHECK_FALSE(from_base64url("+/8"));
    CHECK_FALSE(from_base64url("-_8\n"));
}

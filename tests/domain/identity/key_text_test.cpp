#include <upbeat/domain/identity/key_text.hpp>

#include <string>

#include <catch2/catch.hpp>

using namespace upbeat::identity;

TEST_CASE("a key has its prefix, 43 characters and a checksum", "[identity][domain]")
{
    auto const key = make_key_text(std::string(kKeyBytes, '\x5a'));

    CHECK(key.size() == kKeyLength);
    CHECK(key.starts_with("ub_live_"));
    CHECK(is_key_text(key));
}

TEST_CASE("a key with one wrong character is told from a good one", "[identity][domain]")
{
    auto const key = make_key_text(std::string(kKeyBytes, '\xff'));

    for (std::size_t i = 0; i < key.size(); ++i) {
        auto wrong = key;
        wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
        CHECK_FALSE(is_key_text(wrong));
    }
    CHECK_FALSE(is_key_text(key + "A"));
    CHECK_FALSE(is_key_text(key.substr(1)));
    CHECK_FALSE(is_key_text(""));
}

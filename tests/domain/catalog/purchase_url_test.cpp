#include <upbeat/domain/catalog/purchase_url.hpp>

#include <string>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace upbeat::catalog;

namespace {

std::string tagged(std::string_view text, std::string_view platform = "Suno AI")
{
    auto const url = with_affiliate_tag(text, platform_of(platform), "aimusicstore");
    return url ? url->text : url.error().fields.front().code;
}

}  // namespace

TEST_CASE("a purchase URL gets the affiliate tag where it belongs", "[catalog][domain]")
{
    CHECK(tagged("https://suno.com/track/1") == "https://suno.com/track/1?affiliate=aimusicstore");
    CHECK(
        tagged("https://suno.com/t?a=1&b=2") == "https://suno.com/t?a=1&b=2&affiliate=aimusicstore"
    );
    CHECK(
        tagged("https://suno.com/t?x=1#top") == "https://suno.com/t?x=1&affiliate=aimusicstore#top"
    );
    CHECK(tagged("https://suno.com/t?") == "https://suno.com/t?affiliate=aimusicstore");
}

TEST_CASE(
    "another affiliate's tag is replaced in its place and its doubles go", "[catalog][domain]"
)
{
    CHECK(
        tagged("https://suno.com/t?affiliate=someone&z=1") ==
        "https://suno.com/t?affiliate=aimusicstore&z=1"
    );
    CHECK(
        tagged("https://suno.com/t?affiliate=a&z=1&affiliate=b") ==
        "https://suno.com/t?affiliate=aimusicstore&z=1"
    );
    CHECK(
        tagged("https://suno.com/t?affiliates=a") ==
        "https://suno.com/t?affiliates=a&affiliate=aimusicstore"
    );
}

TEST_CASE("a tag glued on with a second question mark is no parameter", "[catalog][domain]")
{
    CHECK(
        tagged("https://suno.com/t?x=1?affiliate=aimusicstore") ==
        "https://suno.com/t?x=1?affiliate=aimusicstore&affiliate=aimusicstore"
    );
}

TEST_CASE("tagging twice changes nothing and says so", "[catalog][domain]")
{
    auto const once = with_affiliate_tag("http://udio.com/s/1#a", platform_of("Udio"), "shop");
    auto const twice = with_affiliate_tag(once->text, platform_of("Udio"), "shop");

    CHECK(once->affiliate_added);
    CHECK_FALSE(twice->affiliate_added);
    CHECK(twice->text == once->text);
}

TEST_CASE("links to known platforms become https, others stay", "[catalog][domain]")
{
    CHECK(
        tagged("http://www.udio.com/s", "udio") == "https://www.udio.com/s?affiliate=aimusicstore"
    );
    CHECK(
        tagged("http://shop.example/s", "Bandstand") ==
        "http://shop.example/s?affiliate=aimusicstore"
    );
}

TEST_CASE("a purchase URL must lead to a public host of its platform", "[catalog][domain]")
{
    CHECK(tagged("https://evil.example/track") == "foreign_host");
    CHECK(tagged("https://notsuno.com/track") == "foreign_host");
    CHECK(tagged("https://suno.com.evil.example/track") == "foreign_host");
    CHECK(tagged("http://127.0.0.1/x", "Other") == "private_host");
    CHECK(tagged("http://2130706433/x", "Other") == "private_host");
    CHECK(tagged("http://0x7f.1/x", "Other") == "private_host");
    CHECK(tagged("http://localhost./x", "Other") == "private_host");
    CHECK(tagged("http://[::1]/x", "Other") == "private_host");
    CHECK(tagged("http://10.1.2.3/x", "Other") == "private_host");
}

TEST_CASE("what is no absolute web address is refused", "[catalog][domain]")
{
    for (auto const* const text :
         {"",
          "suno.com/track",
          "ftp://suno.com/x",
          "javascript:alert(1)",
          "https://",
          "https://user:pass@suno.com/x",
          "https://suno.com/a b",
          "https://suno.com/\n",
          "https://suno.com:port/x",
          "//suno.com/x"}) {
        CHECK(tagged(text) == "malformed_url");
    }
    CHECK(tagged("https://suno.com/" + std::string(2048, 'x')) == "malformed_url");
}

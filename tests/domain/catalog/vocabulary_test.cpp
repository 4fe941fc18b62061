#include <upbeat/domain/catalog/vocabulary.hpp>

#include <catch2/catch.hpp>

#include <upbeat/domain/catalog/platform.hpp>

using namespace upbeat::catalog;

TEST_CASE("genres and moods have one spelling", "[catalog][domain]")
{
    CHECK(slug(" Hip Hop ") == "hip-hop");
    CHECK(slug("hip_hop") == "hip-hop");
    CHECK(slug("LoFi") == "lo-fi");
    CHECK(slug("Lo-Fi") == "lo-fi");
    CHECK(slug("RnB") == "r&b");
    CHECK(slug("Deep  - House") == "deep-house");
    CHECK(slug(" - ").empty());
}

TEST_CASE("a list of words keeps each once, in its order", "[catalog][domain]")
{
    CHECK(slugs({"Chill", "", "chill", "Dark"}) == std::vector<std::string>{"chill", "dark"});
    CHECK(split_list(" a, b ,,c, ") == std::vector<std::string>{"a", "b", "c"});
    CHECK(tags({"#Ambient", "ambient", " ##x "}) == std::vector<std::string>{"ambient", "x"});
}

TEST_CASE("texts are measured in characters, not bytes", "[catalog][domain]")
{
    CHECK(code_points("naïve") == 5);
    CHECK(code_points("🎵") == 1);
}

TEST_CASE("a platform is known by any of its names", "[catalog][domain]")
{
    for (auto const* const name : {"Suno", "suno", "suno_ai", "Suno AI", "SUNO-AI"}) {
        CHECK(platform_of(name).name == "Suno AI");
    }
    CHECK(platform_of("udio").key == "udio");
    CHECK(platform_of("Bandstand") == Platform{"other", "Bandstand"});
    CHECK(platform_of("") == Platform{"other", "Other"});
}

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/voting/voter_directory_gateway.hpp>

namespace upbeat::voting {

TEST_CASE("preferences are read as lists and as single words", "[voting][infrastructure]")
{
    auto const found = preferences_of(
        R"({"genres":["Hip Hop","lofi"],"mood":"Chill","platforms":["Suno AI"],"category":"x y"})"
    );

    CHECK(found.genres == std::vector<std::string>{"hip-hop", "lo-fi"});
    CHECK(found.moods == std::vector<std::string>{"chill"});
    CHECK(found.platforms == std::vector<std::string>{"suno"});
    CHECK(found.categories == std::vector<std::string>{"x-y"});
}

TEST_CASE("preferences that are something else are none", "[voting][infrastructure]")
{
    CHECK(preferences_of("").empty());
    CHECK(preferences_of("[1,2]").empty());
    CHECK(preferences_of(R"({"genres":{"a":1},"moods":[1,null,""],"min_bpm":3})").empty());
}

}  // namespace upbeat::voting

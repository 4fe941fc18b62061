#include <upbeat/infrastructure/voting/bounded_cache.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace upbeat::voting {

TEST_CASE("a full cache drops what was asked for longest ago", "[voting][infrastructure]")
{
    BoundedCache<int, std::string> cache{2};
    cache.put(1, "one");
    cache.put(2, "two");
    CHECK(cache.find(1) == "one");

    cache.put(3, "three");

    CHECK_FALSE(cache.find(2));
    CHECK(cache.find(1) == "one");
    CHECK(cache.find(3) == "three");
}

TEST_CASE("what is forgotten is gone, and whoever loads can tell", "[voting][infrastructure]")
{
    BoundedCache<int, std::string> cache{2};
    cache.put(1, "one");
    cache.put(1, "uno");
    CHECK(cache.find(1) == "uno");
    auto const before = cache.forgotten();

    cache.forget(1);
    cache.forget(5);

    CHECK_FALSE(cache.find(1));
    CHECK(cache.forgotten() != before);
}

}  // namespace upbeat::voting

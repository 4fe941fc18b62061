#include <upbeat/domain/identity/agent.hpp>

#include <catch2/catch.hpp>

#include <upbeat/domain/identity/tier.hpp>

using namespace upbeat;
using namespace upbeat::identity;

TEST_CASE("an agent needs a name and keeps what is not said anew", "[identity][domain]")
{
    Agent const agent{.name = "Bot", .description = "Old", .preferences = R"({"genres":[]})"};

    auto const revised = revise(agent, {.description = " New "});

    REQUIRE(revised);
    CHECK(revised->name == "Bot");
    CHECK(revised->description == "New");
    CHECK(revised->preferences == R"({"genres":[]})");
    CHECK_FALSE(revise(agent, {.name = "   "}));
    CHECK_FALSE(revise(agent, {.name = std::string(201, 'x')}));
    CHECK_FALSE(revise(agent, {.preferences = std::string(8193, 'x')}));
}

TEST_CASE("tiers have their old names too", "[identity][domain]")
{
    CHECK(parse_tier("starter") == Tier::free);
    CHECK(parse_tier("verified") == Tier::free);
    CHECK(parse_tier("pro") == Tier::pro);
    CHECK(parse_tier("enterprise") == Tier::enterprise);
    CHECK_FALSE(parse_tier("gold"));
}

TEST_CASE("a tier decides how much a key may do", "[identity][domain]")
{
    Allowances const allowances{.free_votes_per_day = 100, .pro_votes_per_day = 1000};

    CHECK(allowances.of(Tier::free) == Allowance{100, 20, 60});
    CHECK(allowances.of(Tier::pro) == Allowance{1000, 200, 300});
    CHECK(allowances.of(Tier::enterprise) == Allowance{std::nullopt, std::nullopt, 1000});
}

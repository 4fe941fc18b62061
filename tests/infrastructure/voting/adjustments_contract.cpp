#include <catch2/catch.hpp>

#include "engine.hpp"
#include "sql_voting.hpp"

namespace upbeat::voting {
namespace {

using testing::Deployment;
using testing::engine_under_test;
using testing::FreshDatabase;
using testing::Node;

constexpr VoterNum kVoter{2};

Result<ReputationChange> adjust(Node& node, std::int32_t target)
{
    return node.voting.adjust_reputation.execute(
        {.voter = kVoter, .target = {target}, .reason = "known", .by = "root"}
    );
}

Reputation reputation(Node& node)
{
    return node.voting.get_voter_standing.execute(kVoter).reputation;
}

}  // namespace

TEST_CASE("an adjustment counts when its unit of work is committed, not before", "[voting]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{1, 2};
    Node node{*database, deployment};
    auto const before = reputation(node);

    auto const committed = database->write([&](sql::Session&) -> Result<void> {
        REQUIRE(adjust(node, 4'200)->after == Reputation{4'200});
        CHECK(reputation(node) == before);
        return {};
    });

    REQUIRE(committed);
    CHECK(reputation(node) == Reputation{4'200});
}

TEST_CASE(
    "an adjustment that is rolled back leaves nothing, and done again counts once", "[voting]"
)
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{1, 2};
    Node node{*database, deployment};
    auto const before = reputation(node);

    auto const failed = database->write([&](sql::Session&) -> Result<void> {
        REQUIRE(adjust(node, 4'200));
        return fail(Error{.kind = ErrorKind::conflict, .code = "later", .detail = ""});
    });

    REQUIRE_FALSE(failed);
    CHECK(reputation(node) == before);
    CHECK(node.adjustments.all().empty());
    REQUIRE(adjust(node, 4'200));
    CHECK(reputation(node) == Reputation{4'200});
    CHECK(node.adjustments.all().size() == 1);
}

TEST_CASE("an adjustment starts from what the storage holds", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{1, 2};
    Node node{*database, deployment};
    Node other{*database, deployment};
    REQUIRE(adjust(other, 6'000));

    // This node has not heard of the other's act.
    auto const change = adjust(node, 5'000);

    REQUIRE(change);
    CHECK(change->before == Reputation{6'000});
    Node restarted{*database, deployment};
    CHECK(reputation(restarted) == Reputation{5'000});
}

TEST_CASE("an act is recorded in the adjustment's own unit of work", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{1, 2};
    Node node{*database, deployment};
    AdjustReputationCommand command{.voter = kVoter, .target = {100}, .reason = "x", .by = "root"};
    command.record = [](ReputationChange const&) { throw std::runtime_error{"no room"}; };

    CHECK_THROWS(node.voting.adjust_reputation.execute(command));

    CHECK(node.adjustments.all().empty());
    CHECK(reputation(node) == Reputation{0});
}

TEST_CASE("whoever hears of an adjustment first applies it, once", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{1, 2};
    Node node{*database, deployment};
    REQUIRE(adjust(node, 4'200));

    node.voting.state.write([&](VotingProjection& projection) {
        for (auto const& adjustment : node.adjustments.all()) {
            CHECK(projection.knows_adjustment(adjustment.seq));
            projection.adjust(adjustment);
        }
    });

    CHECK(reputation(node) == Reputation{4'200});
}

}  // namespace upbeat::voting

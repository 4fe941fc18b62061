#include <algorithm>

#include <catch2/catch.hpp>

#include <upbeat/apps/simulate/campaign.hpp>
#include <upbeat/apps/simulate/report.hpp>
#include <upbeat/apps/simulate/site.hpp>

using namespace upbeat;
using namespace upbeat::apps::simulation;

namespace {

// As in docs/fairness.md, at a fifth of the size and over four days.
Population small()
{
    return {.seed = 1, .honest = 400, .tracks = 300, .history_days = 3, .attack_days = 4};
}

voting::VotePolicy without_rules()
{
    return {.anti_gaming = voting::AntiGaming::off};
}

voting::VotePolicy without_newcomers_share()
{
    auto policy = voting::VotePolicy{};
    policy.newcomers.age = {};
    return policy;
}

Trials const& trials()
{
    static auto const made = Trials{small()};
    return made;
}

}  // namespace

TEST_CASE("no attack by a tenth of all identities reaches a top ten", "[simulate]")
{
    auto const attack = GENERATE(
        AttackKind::sybil_burst, AttackKind::slow_drip, AttackKind::one_owner, AttackKind::vote_ring
    );
    INFO(to_word(attack));
    auto const figures = trials().run({attack, 0.1, {}});

    CHECK(figures.rises[0].best > kTop);
    // Fewer than one in a thousand of 400.
    CHECK(figures.blocked.wrong == 0);
    CHECK(broken_promises({&figures, 1}).empty());
    // The same votes, plainly counted.
    CHECK(figures.rises[1].reached());
    CHECK(figures.rises[2].reached());
}

TEST_CASE("without rules the same attacks reach the top ten", "[simulate]")
{
    auto const attack =
        GENERATE(AttackKind::sybil_burst, AttackKind::slow_drip, AttackKind::vote_ring);
    INFO(to_word(attack));
    auto const figures = trials().run({attack, 0.1, without_rules()});

    CHECK(figures.rises[0].reached());
    CHECK(figures.held.right == 0);
    CHECK(figures.named.right == 0);
    CHECK_FALSE(broken_promises({&figures, 1}).empty());
}

TEST_CASE("a burst of sybils is flagged, and its votes are held by incidents", "[simulate]")
{
    auto const figures = trials().run({AttackKind::sybil_burst, 0.3, without_newcomers_share()});

    CHECK(figures.flagged.recall() > 0.9);
    CHECK(figures.held_by_incidents.recall() > 0.5);
    CHECK(figures.held_by_incidents.wrong == 0);
    CHECK(figures.held.right == figures.held_by_incidents.right);
}

TEST_CASE("who registered together is looked at when their track rises", "[simulate]")
{
    auto const figures = trials().run({AttackKind::sybil_spread, 0.1, without_newcomers_share()});

    CHECK(figures.rises[0].reached());
    CHECK(figures.investigated > 0);
}

TEST_CASE("agents of one owner weigh no more than one voter", "[simulate]")
{
    auto const figures = trials().run({AttackKind::one_owner, 0.1, without_newcomers_share()});

    CHECK_FALSE(figures.rises[0].reached());
    CHECK(figures.rises[1].reached());
}

TEST_CASE("a site without attackers blocks nobody and counts what is voted", "[simulate]")
{
    auto const figures = trials().run({AttackKind::none, 0, {}});

    CHECK(figures.attackers == 0);
    CHECK(figures.blocked.wrong == 0);
    CHECK(figures.honest_refused == 0);
    CHECK(figures.held_by_incidents.wrong == 0);
    CHECK(figures.honest_weight > 0.9);
}

TEST_CASE("the same seed gives the same history, another seed another one", "[simulate]")
{
    auto const one = honest_history(small());
    auto const twin = honest_history(small());
    auto other_seed = small();
    other_seed.seed = 2;
    auto const other = honest_history(other_seed);

    REQUIRE(one.votes.size() == twin.votes.size());
    CHECK(std::ranges::equal(one.votes, twin.votes, {}, &SimulatedVote::at, &SimulatedVote::at));
    CHECK(one.votes.size() != other.votes.size());
}

TEST_CASE("a campaign gives the same figures with one thread and with two", "[simulate]")
{
    auto plan = CampaignPlan{};
    plan.population = {.honest = 60, .tracks = 40, .history_days = 2, .attack_days = 2};
    plan.attacks = {AttackKind::slow_drip};
    plan.seeds = 2;
    auto const alone = run_campaign(plan, [](std::int64_t) {});
    plan.threads = 2;
    auto done = std::int64_t{};
    auto const together = run_campaign(plan, [&](std::int64_t now) { done = now; });

    CHECK(done == plan.trials());
    CHECK(as_json(plan, alone) == as_json(plan, together));
}

TEST_CASE("the state of a simulated site is a plain fold of its ledger", "[simulate]")
{
    auto const history =
        honest_history({.honest = 80, .tracks = 40, .history_days = 2, .attack_days = 2});
    auto site = Site{history, {}};
    site.play(std::chrono::hours{24}, [](Timestamp) {});

    auto recount = std::int64_t{};
    for (auto const& vote : site.ledger().votes()) {
        recount += vote.stands() ? static_cast<int>(vote.direction) * vote.weight.value : 0;
    }
    auto const counted = site.state().read([](voting::VotingProjection const& projection) {
        auto sum = std::int64_t{};
        for (voting::Slot slot = 0; slot < projection.items().size(); ++slot) {
            sum += projection.items()[slot].tally.weighted;
        }
        return sum;
    });
    CHECK(recount == counted);
    CHECK(site.ledger().entries().size() > 200);
}

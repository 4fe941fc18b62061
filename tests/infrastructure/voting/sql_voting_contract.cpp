#include <algorithm>
#include <random>
#include <thread>

#include <catch2/catch.hpp>

#include "sql_voting.hpp"

namespace upbeat::voting {
namespace {

using testing::Deployment;
using testing::engine_under_test;
using testing::FreshDatabase;
using testing::Node;
using testing::vote_of;

std::size_t accepted(std::vector<std::future<Node::Outcome>>& answers)
{
    std::size_t count = 0;
    for (auto& answer : answers) {
        for (auto const& result : answer.get()) {
            if (result) {
                ++count;
            } else {
                CHECK(result.error().code == "duplicate_vote");
            }
        }
    }
    return count;
}

// Casts, changes, withdrawals and guests' votes, with repeats among them.
std::vector<VoteIntent> random_intents(std::mt19937& random, int items, int agents, int count)
{
    std::vector<VoteIntent> intents;
    for (int i = 0; i < count; ++i) {
        auto const number = [&](int most) {
            return 1 + static_cast<int>(random() % unsigned(most));
        };
        auto const operation = std::min(2U, static_cast<unsigned>(random() % 8));
        auto intent = vote_of(
            number(agents),
            number(items),
            static_cast<Direction>(static_cast<int>(random() % 3) - 1),
            static_cast<Operation>(operation == 2 ? 0 : operation + 1)
        );
        if (random() % 10 == 0) {
            intent.voter = GuestVoter{"passer-by-" + std::to_string(random() % 5)};
            intent.operation = Operation::cast;
        }
        intent.network = random() % 3;
        intents.push_back(std::move(intent));
    }
    return intents;
}

void random_load(Deployment& deployment, std::vector<Node*> const& nodes, int rounds)
{
    std::mt19937 random{11};
    for (int round = 0; round < rounds; ++round) {
        auto* const node = nodes[random() % nodes.size()];
        node->ask(random_intents(random, 12, 9, 30));
        deployment.clock.advance(std::chrono::minutes{random() % 50});
    }
}

}  // namespace

TEST_CASE("of fifty simultaneous votes of one agent on one item one counts", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{1, 1};
    Node node{*database, deployment};
    std::vector<std::future<Node::Outcome>> answers(50);
    std::vector<std::thread> clients;

    for (auto& answer : answers) {
        clients.emplace_back([&] { answer = node.submit({vote_of(1, 1)}); });
    }
    for (auto& client : clients) {
        client.join();
    }

    CHECK(accepted(answers) == 1);
    CHECK(node.ledger.count() == 1);
    CHECK(node.voting.get_item_standing.execute(ItemNum{1})->tally.up == 1);
}

TEST_CASE("of fifty votes through two nodes one counts", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    auto const second_pool = sql::Database::open(database.url());
    Deployment deployment{1, 1};
    Node first{*database, deployment};
    Node second{*second_pool, deployment};
    std::vector<std::future<Node::Outcome>> answers;

    for (int i = 0; i < 25; ++i) {
        answers.push_back(first.submit({vote_of(1, 1)}));
        answers.push_back(second.submit({vote_of(1, 1)}));
    }

    CHECK(accepted(answers) == 1);
    CHECK(first.ledger.count() == 1);
    CHECK(first.number != second.number);
}

TEST_CASE("one bad vote of a batch leaves the others alone", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{8, 1};
    Node node{*database, deployment};
    std::vector<VoteIntent> intents;
    for (int item = 1; item <= 8; ++item) {
        intents.push_back(vote_of(1, item));
    }
    intents[3].note.comment = std::string{"a\0b", 3};
    intents[5].item_id = "nowhere";

    auto const outcome = node.ask(intents);

    REQUIRE(outcome.size() == 8);
    for (std::size_t i = 0; i < outcome.size(); ++i) {
        INFO(i);
        CHECK(outcome[i].has_value() == (i != 3 && i != 5));
    }
    CHECK(outcome[3].error().code == "vote_refused");
    CHECK(node.ledger.count() == 6);
}

TEST_CASE("a state made anew from the ledger equals the one that ran", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{12, 9};
    Node node{*database, deployment};

    random_load(deployment, {&node}, 40);

    node.voting.state.tick(deployment.clock.now());
    Node const restarted{*database, deployment};
    REQUIRE(node.ledger.count() > 100);
    CHECK(restarted.digest() == node.digest());
}

TEST_CASE("a follower holds what the other node holds", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{12, 9};
    Node first{*database, deployment};
    Node second{*database, deployment};

    random_load(deployment, {&first}, 10);
    CHECK(second.follower->poll() == static_cast<std::size_t>(first.ledger.count()));
    CHECK(second.follower->poll() == 0);
    random_load(deployment, {&first}, 3);
    second.follower->poll();

    for (auto* const node : {&first, &second}) {
        node->voting.state.tick(deployment.clock.now());
    }
    CHECK(second.digest() == first.digest());
}

TEST_CASE("votes on an item that a node learns of later are counted then", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{1, 4};
    Node first{*database, deployment};
    Node second{*database, deployment};
    auto const late = deployment.add_item(2);
    first.voting.state.put_item(late);
    for (int agent = 1; agent <= 3; ++agent) {
        REQUIRE(first.ask({vote_of(agent, 2)}).front());
        deployment.clock.advance(std::chrono::hours{2});
    }
    REQUIRE(first.ask({vote_of(4, 1)}).front());

    second.follower->poll();
    REQUIRE(second.digest() != first.digest());
    // By now another vote has come, which takes back one of those.
    REQUIRE(first.ask({vote_of(1, 2, Direction::down, Operation::change)}).front());
    SECTION("before the next look")
    {
        second.voting.state.put_item(late);
        second.follower->poll();
    }
    SECTION("after the next look")
    {
        second.follower->poll();
        second.voting.state.put_item(late);
    }

    CHECK(second.follower->poll() == 0);
    for (auto* const node : {&first, &second}) {
        node->voting.state.tick(deployment.clock.now());
    }
    CHECK(second.digest() == first.digest());
    CHECK(Node{*database, deployment}.digest() == first.digest());
}

TEST_CASE("votes on an item that appears while a node starts are counted", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{1, 3};
    Deployment before{1, 3};  // the catalogue as the second node read it
    Node first{*database, deployment};
    auto const late = deployment.add_item(2);
    first.voting.state.put_item(late);
    REQUIRE(first.ask({vote_of(1, 2), vote_of(2, 2), vote_of(3, 1)}).front());

    Node second{*database, before};
    REQUIRE(second.digest() != first.digest());
    second.follower->poll();
    second.voting.state.put_item(late);
    second.follower->poll();

    CHECK(second.digest() == first.digest());
}

TEST_CASE("votes of one agent through two nodes count as if in one order", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{30, 1};
    Node first{*database, deployment};
    Node second{*database, deployment};
    for (int item = 1; item <= 30; ++item) {
        auto& node = item % 2 == 0 ? second : first;
        REQUIRE(
            node.ask({vote_of(1, item, item % 3 == 0 ? Direction::down : Direction::up)}).front()
        );
        deployment.clock.advance(std::chrono::seconds{item});
    }

    first.follower->poll();
    second.follower->poll();

    CHECK(second.digest() == first.digest());
    CHECK(Node{*database, deployment}.digest() == first.digest());
}

TEST_CASE("while the ledger is away votes are refused and none is counted", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{3, 1};
    Node node{*database, deployment};
    auto const rename = [&](std::string const& from, std::string const& to) {
        auto const done = database->write([&](sql::Session& session) -> Result<void> {
            session.script("alter table " + from + " rename to " + to);
            return {};
        });
        REQUIRE(done);
    };
    REQUIRE(node.ask({vote_of(1, 1)}).front());

    rename("voting_ledger", "voting_ledger_away");
    auto const refused = node.ask({vote_of(1, 2), vote_of(1, 3)});
    rename("voting_ledger_away", "voting_ledger");

    for (auto const& result : refused) {
        REQUIRE_FALSE(result);
        CHECK(result.error().kind == ErrorKind::unavailable);
        CHECK(result.error().retry_after);
    }
    CHECK(node.voting.get_item_standing.execute(ItemNum{2})->tally.up == 0);
    CHECK(node.ask({vote_of(1, 2)}).front());
    CHECK(node.ledger.count() == 2);
}

TEST_CASE("an adjustment of a reputation outlives a restart", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    Deployment deployment{1, 2};
    Node node{*database, deployment};

    auto const change = node.voting.adjust_reputation.execute(
        {.voter = {2}, .target = {4'200}, .reason = "known", .by = "root"}
    );

    REQUIRE(change);
    Node const restarted{*database, deployment};
    CHECK(restarted.voting.get_voter_standing.execute({2}).reputation == change->after);
    CHECK(node.adjustments.of({2}).at(0).reason == "known");
    CHECK(node.adjustments.of({1}).empty());
}

}  // namespace upbeat::voting

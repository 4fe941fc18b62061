#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::guest;
using upbeat::testing::VotingBench;

TEST_CASE(
    "a first vote is stored, counted and answered with what it weighs", "[voting][application]"
)
{
    VotingBench bench;

    auto const receipt = bench.cast(bench.known("agent-1"), "song-1");

    REQUIRE(receipt);
    CHECK(receipt->direction == Direction::up);
    CHECK(receipt->weight == kFloorWeight);
    CHECK(receipt->verified);
    CHECK(receipt->tally.up == 1);
    CHECK(receipt->tally.weighted == 1'000);
    CHECK(bench.tally("song-1") == receipt->tally);
    CHECK(bench.ledger.find(receipt->id)->entry.reason == Reason::cast);
    CHECK(bench.ledger.reads() == 1);  // only the find above: a plain vote asks nothing beforehand
}

TEST_CASE("a repeat is the ordinary duplicate and changes nothing", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));

    auto const repeat = bench.cast(voter, "song-1", Direction::down);

    REQUIRE_FALSE(repeat);
    CHECK(repeat.error().code == "duplicate_vote");
    CHECK(repeat.error().detail.find("already voted") != std::string::npos);
    CHECK(bench.tally("song-1").up == 1);
    CHECK(bench.tally("song-1").down == 0);
}

TEST_CASE("fifty simultaneous duplicates in one batch give one success", "[voting][application]")
{
    VotingBench bench;
    std::vector<VoteIntent> const same(50, VotingBench::intent(bench.known("agent-1"), "song-1"));

    auto const results = bench.execute(same);

    CHECK(std::ranges::count_if(results, [](auto const& r) { return r.has_value(); }) == 1);
    CHECK(results.front().has_value());
    CHECK(std::ranges::count_if(results, [](auto const& r) {
              return !r && r.error().code == "duplicate_vote";
          }) == 49);
    CHECK(bench.tally("song-1").up == 1);
}

TEST_CASE("the same vote on two nodes at once counts once", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    CastVotes other{{bench.ledger, bench.voters, bench.voting.state, bench.clock}, bench.policy, 8};
    std::vector const intents{VotingBench::intent(voter, "song-1")};
    bench.ledger.before_next_append([&] { REQUIRE(other.execute(std::span{intents}).front()); });

    auto const late = bench.cast(voter, "song-1");

    REQUIRE_FALSE(late);
    CHECK(late.error().code == "duplicate_vote");
    CHECK(bench.ledger.count() == 1);
}

TEST_CASE(
    "a vote can be changed, withdrawn and cast anew, each as a revision", "[voting][application]"
)
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));

    auto const changed = bench.change(voter, "song-1", Direction::down);
    REQUIRE(changed);
    CHECK(changed->revision == 1);
    CHECK(changed->tally.up == 0);
    CHECK(changed->tally.down == 1);

    auto const withdrawn = bench.withdraw(voter, "song-1");
    REQUIRE(withdrawn);
    CHECK(withdrawn->tally == Tally{});

    auto const again = bench.cast(voter, "song-1");
    REQUIRE(again);
    CHECK(again->reason == Reason::recast);
    CHECK(again->revision == 3);
    CHECK(bench.tally("song-1").up == 1);
    CHECK(bench.ledger.count() == 4);
}

TEST_CASE("there is nothing to change or withdraw without a vote", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");

    CHECK(bench.change(voter, "song-1", Direction::down).error().code == "vote_not_found");
    CHECK(bench.withdraw(voter, "song-1").error().code == "vote_not_found");

    REQUIRE(bench.cast(voter, "song-1"));
    REQUIRE(bench.withdraw(voter, "song-1"));
    CHECK(bench.withdraw(voter, "song-1").error().code == "vote_not_found");
}

TEST_CASE("a change to the same direction is accepted and writes nothing", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    auto const first = bench.cast(voter, "song-1");

    auto const same = bench.change(voter, "song-1", Direction::up);

    REQUIRE(same);
    CHECK(same->id == first->id);
    CHECK(bench.ledger.count() == 1);
}

TEST_CASE(
    "two changes of one vote in one batch happen one after the other", "[voting][application]"
)
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));

    auto const results = bench.execute({
        VotingBench::intent(voter, "song-1", Direction::down, Operation::change),
        VotingBench::intent(voter, "song-1", Direction::abstain, Operation::change),
    });

    REQUIRE(results[0]);
    REQUIRE(results[1]);
    CHECK(results[1]->revision == 2);
    CHECK(bench.tally("song-1").abstain == 1);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

TEST_CASE("a lost race for a change is decided again", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));
    CastVotes other{{bench.ledger, bench.voters, bench.voting.state, bench.clock}, bench.policy, 8};
    std::vector const away{
        VotingBench::intent(voter, "song-1", Direction::abstain, Operation::withdraw)
    };
    bench.ledger.before_next_append([&] { REQUIRE(other.execute(std::span{away}).front()); });

    auto const change = bench.change(voter, "song-1", Direction::down);

    REQUIRE_FALSE(change);
    CHECK(change.error().code == "vote_not_found");
    CHECK(bench.tally("song-1") == Tally{});
}

TEST_CASE("a guest's vote shows in the score and weighs nothing", "[voting][application]")
{
    VotingBench bench;

    auto const receipt = bench.cast(guest("somebody"), "song-1");

    REQUIRE(receipt);
    CHECK_FALSE(receipt->verified);
    CHECK(receipt->weight == kGuestWeight);
    CHECK(receipt->tally.score() == 1);
    CHECK(receipt->tally.weighted == 0);
    CHECK(receipt->tally.guests == 1);
    CHECK(bench.cast(guest("somebody"), "song-1").error().code == "duplicate_vote");
}

TEST_CASE("a registered agent takes over what a guest of its name voted", "[voting][application]")
{
    VotingBench bench;
    REQUIRE(bench.cast(guest("claimed"), "song-1", Direction::down));
    auto const num = bench.voters.find("claimed")->num;
    bench.voters.add(
        {.num = num, .owner = OwnerNum{num.value}, .created_at = bench.clock.now()}, "claimed"
    );
    bench.voting.state.put_voter(
        {.num = num, .owner = OwnerNum{num.value}, .created_at = bench.clock.now()}
    );

    auto const verified = bench.cast(bench.known("claimed"), "song-1", Direction::up);

    REQUIRE(verified);
    CHECK(verified->reason == Reason::supersedes_guest);
    CHECK(verified->tally.up == 1);
    CHECK(verified->tally.down == 0);
    CHECK(verified->tally.guests == 0);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

TEST_CASE("nobody votes in the name of a registered agent without its key", "[voting][application]")
{
    VotingBench bench;

    auto const result = bench.cast(guest("agent-1"), "song-1");

    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::unauthenticated);
    CHECK(result.error().code == "credential_required");
}

TEST_CASE("a guest's vote that cannot be leaves no guest behind", "[voting][application]")
{
    VotingBench bench;

    CHECK(bench.cast(guest("somebody"), "no-such-song").error().code == "item_not_found");
    CHECK_FALSE(bench.voters.find("somebody"));
}

TEST_CASE("guest votes can be switched off", "[voting][application]")
{
    VotingBench bench{{.guest_votes = false}};

    CHECK(bench.cast(guest("somebody"), "song-1").error().code == "guest_votes_off");
}

TEST_CASE("unknown, hidden and own items take no vote", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    bench.track("mine", "Udio", OwnerNum{voter.num.value});
    auto hidden = bench.track("hidden");
    hidden.status = ItemStatus::hidden;
    bench.item(hidden);

    CHECK(bench.cast(voter, "nowhere").error().code == "item_not_found");
    CHECK(bench.cast(voter, "hidden").error().code == "invalid_item");
    CHECK(bench.cast(voter, "mine").error().code == "self_vote");
    auto as_tool = VotingBench::intent(voter, "song-1");
    as_tool.kind = ItemKind::tool;
    CHECK(bench.execute({as_tool}).front().error().code == "item_not_found");
    CHECK(bench.ledger.count() == 0);
}

TEST_CASE("a suspended agent does not vote", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    bench.voting.state.put_voter(
        {.num = voter.num,
         .owner = OwnerNum{voter.num.value},
         .created_at = bench.clock.now(),
         .suspended = true}
    );

    CHECK(bench.cast(voter, "song-1").error().code == "agent_suspended");
}

TEST_CASE(
    "agents of one owner together hold at most one full vote on an item", "[voting][application]"
)
{
    VotingBench bench;
    OwnerNum const owner{-5};
    auto const first = bench.agent("twin-1", Tier::free, owner);
    auto const second = bench.agent("twin-2", Tier::free, owner);
    auto const third = bench.agent("twin-3", Tier::free, owner);
    for (auto const& twin : {first, second, third}) {
        REQUIRE(bench.voting.adjust_reputation.execute({twin.num, Reputation{6'000}, "test", "me"})
        );
    }

    auto const results = bench.execute(
        {VotingBench::intent(first, "song-1"),
         VotingBench::intent(second, "song-1"),
         VotingBench::intent(third, "song-1")}
    );

    REQUIRE(results[0]);
    CHECK(results[0]->weight.value == 6'000);
    REQUIRE(results[1]);
    CHECK(results[1]->weight.value == 4'000);
    REQUIRE_FALSE(results[2]);
    CHECK(results[2].error().code == "owner_cap_reached");
}

TEST_CASE("one poisoned intent does not fail its neighbours", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    bench.ledger.refuse_comment("\xFF poison");
    std::vector<VoteIntent> intents{
        VotingBench::intent(voter, "song-1"),
        VotingBench::intent(voter, "song-2"),
        VotingBench::intent(bench.known("agent-2"), "song-1")
    };
    intents[1].note.comment = "\xFF poison";

    auto const results = bench.execute(intents);

    CHECK(results[0]);
    REQUIRE_FALSE(results[1]);
    CHECK(results[1].error().code == "vote_refused");
    CHECK(results[2]);
    CHECK(bench.tally("song-1").up == 2);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

TEST_CASE("an answer is stored with the votes it is about", "[voting][application]")
{
    VotingBench bench;
    auto const answer = [](std::vector<Result<VoteReceipt>> const& results) {
        return IdempotencyRow{
            .owner = "agent-1",
            .key = "k",
            .status = results.front() ? 200U : 400U,
            .body = results.front() ? results.front()->id.text() : "no"
        };
    };
    std::vector<VoteGroup> batch(2);
    batch[0].intents = {VotingBench::intent(bench.known("agent-1"), "song-1")};
    batch[0].answer = answer;
    batch[1].intents = {VotingBench::intent(bench.known("agent-2"), "song-1")};

    auto const results = bench.voting.cast_votes.execute(std::span<VoteGroup const>{batch});

    REQUIRE(results[0].front());
    auto const rows = bench.ledger.idempotency_rows();
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().status == 200);
    CHECK(rows.front().body == results[0].front()->id.text());
    CHECK(bench.ledger.appends() == 1);
}

TEST_CASE(
    "a request whose key another node answered stores nothing, and its neighbours do",
    "[voting][application]"
)
{
    VotingBench bench;
    auto const answer_of = [](std::string body) {
        return [body](std::vector<Result<VoteReceipt>> const&) {
            return IdempotencyRow{.owner = "agent-1", .key = "k", .status = 200, .body = body};
        };
    };
    bench.ledger.append({}, [&](auto const&) { return std::vector{answer_of("elsewhere")({})}; });
    std::vector<VoteGroup> batch(2);
    batch[0].intents = {
        VotingBench::intent(bench.known("agent-1"), "song-1"),
        VotingBench::intent(bench.known("agent-1"), "song-2")
    };
    batch[0].answer = answer_of("here");
    batch[1].intents = {VotingBench::intent(bench.known("agent-2"), "song-1")};

    auto const results = bench.voting.cast_votes.execute(std::span<VoteGroup const>{batch});

    CHECK(results[0][0].error().code == "idempotency_key_taken");
    CHECK(results[0][1].error().code == "idempotency_key_taken");
    CHECK(results[1].front());
    CHECK(bench.ledger.count() == 1);
    CHECK(bench.ledger.idempotency_rows().front().body == "elsewhere");
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

TEST_CASE("an answer of refusals alone is stored too", "[voting][application]")
{
    VotingBench bench;
    REQUIRE(bench.cast(bench.known("agent-1"), "song-1"));
    std::vector<VoteGroup> batch(1);
    batch[0].intents = {VotingBench::intent(bench.known("agent-1"), "song-1")};
    batch[0].answer = [](std::vector<Result<VoteReceipt>> const&) {
        return IdempotencyRow{.owner = "agent-1", .key = "k", .status = 400};
    };

    auto const results = bench.voting.cast_votes.execute(std::span<VoteGroup const>{batch});

    CHECK(results[0].front().error().code == "duplicate_vote");
    CHECK(bench.ledger.idempotency_rows().size() == 1);
}

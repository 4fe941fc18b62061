#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::guest;
using upbeat::testing::VotingBench;

namespace {

std::string numbered(int i)
{
    return "track-" + std::to_string(i);
}

// A bench with more tracks than a day's votes; detectors off, so that only quotas speak.
VotingBench& with_tracks(VotingBench& bench, int count)
{
    for (int i = 0; i < count; ++i) {
        bench.track(numbered(i));
    }
    return bench;
}

}  // namespace

TEST_CASE("the 21st vote of an hour is refused until the hour is over", "[voting][application]")
{
    VotingBench bench{{.anti_gaming = AntiGaming::off}};
    with_tracks(bench, 30);
    auto const voter = bench.known("agent-1");
    bench.clock.advance(std::chrono::minutes{59});
    for (int i = 0; i < 20; ++i) {
        REQUIRE(bench.cast(voter, numbered(i)));
    }

    auto const refused = bench.cast(voter, numbered(20));

    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::rate_limited);
    CHECK(refused.error().retry_after == std::chrono::seconds{60});
    bench.clock.advance(std::chrono::minutes{1});
    CHECK(bench.cast(voter, numbered(20)));
}

TEST_CASE("the 101st vote of a day is refused until midnight UTC", "[voting][application]")
{
    VotingBench bench{{.anti_gaming = AntiGaming::off}};
    with_tracks(bench, 130);
    auto const voter = bench.known("agent-1");
    for (int i = 0; i < 100; ++i) {
        if (i % 20 == 0) {
            bench.clock.advance(std::chrono::hours{1});
        }
        REQUIRE(bench.cast(voter, numbered(i)));
    }
    bench.clock.advance(std::chrono::hours{1});

    auto const refused = bench.cast(voter, numbered(100));

    REQUIRE_FALSE(refused);
    CHECK(refused.error().retry_after == until_next_day(bench.clock.now()));
    CHECK(*refused.error().retry_after == std::chrono::hours{6});
    bench.clock.advance(std::chrono::hours{6});
    CHECK(bench.cast(voter, numbered(100)));
}

TEST_CASE("a batch stops at the quota, and duplicates in it use none", "[voting][application]")
{
    VotingBench bench{{.anti_gaming = AntiGaming::off}};
    with_tracks(bench, 30);
    auto const voter = bench.known("agent-1");
    for (int i = 0; i < 10; ++i) {
        REQUIRE(bench.cast(voter, numbered(i)));
    }
    std::vector<VoteIntent> intents;
    for (int i = 0; i < 25; ++i) {  // ten of them are repeats
        intents.push_back(VotingBench::intent(voter, numbered(i)));
    }

    auto const results = bench.execute(intents);

    auto const with_code = [&](std::string const& code) {
        return std::ranges::count_if(results, [&](auto const& r) {
            return !r && r.error().code == code;
        });
    };
    CHECK(std::ranges::count_if(results, [](auto const& r) { return r.has_value(); }) == 10);
    CHECK(with_code("duplicate_vote") == 10);
    CHECK(with_code("rate_limited") == 5);
}

TEST_CASE("a pro agent has ten times the quota and an enterprise one none", "[voting][application]")
{
    VotingBench bench{{.anti_gaming = AntiGaming::off}};
    with_tracks(bench, 260);
    auto const pro = bench.known("agent-1", Tier::pro);
    auto const enterprise = bench.known("agent-2", Tier::enterprise);
    std::vector<VoteIntent> intents;
    for (int i = 0; i < 250; ++i) {
        intents.push_back(VotingBench::intent(pro, numbered(i)));
        intents.push_back(VotingBench::intent(enterprise, numbered(i)));
    }

    bench.execute(intents);

    CHECK(bench.voting.get_voter_standing.execute(pro.num).total_votes == 200);
    CHECK(bench.voting.get_voter_standing.execute(enterprise.num).total_votes == 250);
}

TEST_CASE("a network has its own daily quota, whoever votes", "[voting][application]")
{
    VotingBench bench{{.quotas = {.network_per_day = 3}}};
    auto const from = [&](std::string const& name, std::uint64_t network) {
        auto intent = VotingBench::intent(guest(name), "song-1");
        intent.network = network;
        return intent;
    };

    auto const results = bench.execute(
        {from("a", 9), from("b", 9), from("c", 9), from("d", 9), from("e", 8), from("f", 0)}
    );

    CHECK(results[2]);
    REQUIRE_FALSE(results[3]);
    CHECK(results[3].error().code == "rate_limited");
    CHECK(results[3].error().retry_after == std::chrono::hours{12});
    CHECK(results[4]);
    CHECK(results[5]);
    bench.clock.advance(std::chrono::hours{12});
    CHECK(bench.execute({from("g", 9)}).front());
}

TEST_CASE("a withdrawal costs no quota", "[voting][application]")
{
    VotingBench bench{{.quotas = {.free = {2, 2}}}};
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));
    REQUIRE(bench.cast(voter, "song-2"));

    CHECK(bench.withdraw(voter, "song-1"));
    CHECK(bench.cast(voter, "song-1").error().code == "rate_limited");
}

TEST_CASE("a standing tells what is used and what is left", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));
    bench.clock.advance(std::chrono::hours{1});
    REQUIRE(bench.cast(voter, "song-2", Direction::abstain));

    auto const report = bench.voting.get_voter_standing.execute(voter.num, Tier::pro);

    CHECK(report.usage.this_hour == 1);
    CHECK(report.usage.today == 2);
    CHECK(report.quota.per_hour == 200);
    CHECK(report.total_votes == 2);
    CHECK(report.abstain == 1);
    CHECK(report.last_vote_at == bench.clock.now());
}

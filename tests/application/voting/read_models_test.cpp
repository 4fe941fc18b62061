#include <set>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::guest;
using upbeat::testing::VotingBench;

namespace {

std::vector<std::string> ids_of(DiscoverPage const& page)
{
    std::vector<std::string> ids;
    for (auto const& item : page.items) {
        ids.push_back(item.card.id);
    }
    return ids;
}

}  // namespace

TEST_CASE(
    "a chart shows an acknowledged vote at once, with the item's card", "[voting][application]"
)
{
    VotingBench bench;
    auto const version = bench.voting.state.version();
    REQUIRE(bench.cast(bench.known("agent-1"), "song-2"));

    auto const page = bench.voting.get_chart.top(Period::daily);

    REQUIRE(page.lines.size() == 1);
    CHECK(page.lines.front().card.id == "song-2");
    CHECK(page.lines.front().row.rank == 1);
    CHECK(page.lines.front().row.provisional);
    CHECK(page.version > version);
    CHECK(page.updated_at == bench.clock.now());
    CHECK(bench.voting.get_chart.trending().tracks.front().card.id == "song-2");
    CHECK(bench.voting.get_chart.trending().tools.front().card.id == "tool-1");
}

TEST_CASE("a chart that is asked for in a later hour has moved on", "[voting][application]")
{
    VotingBench bench;
    REQUIRE(bench.cast(bench.known("agent-1"), "song-2"));

    bench.clock.advance(std::chrono::hours{24});

    CHECK(bench.voting.get_chart.top(Period::daily).lines.empty());
    CHECK(bench.voting.get_chart.top(Period::weekly).lines.size() == 1);
}

TEST_CASE("an item's standing has its tally, rank and the mean weight", "[voting][application]")
{
    VotingBench bench;
    REQUIRE(bench.cast(bench.known("agent-1"), "song-2"));
    REQUIRE(bench.cast(guest("somebody"), "song-2"));

    auto const standing = bench.voting.get_item_standing.execute(ItemKind::track, "song-2");

    REQUIRE(standing);
    CHECK(standing->rank == 1);
    CHECK(standing->tally.up == 2);
    CHECK(*standing->average_weight == Approx(0.1));
    CHECK(standing->version == 2);
    CHECK(bench.voting.state.item_version(standing->num) == 2);
    CHECK(
        bench.voting.get_item_standing.execute(ItemKind::tool, "song-2").error().code ==
        "item_not_found"
    );
}

TEST_CASE("who voted how on an item is public, newest first", "[voting][application]")
{
    VotingBench bench;
    auto intent = VotingBench::intent(bench.known("agent-1"), "song-1");
    intent.note.reasoning = "A bass line that stays.";
    REQUIRE(bench.execute({intent}).front());
    bench.clock.advance(std::chrono::minutes{1});
    REQUIRE(bench.cast(guest("somebody"), "song-1", Direction::down));
    REQUIRE(bench.cast(bench.known("agent-2"), "song-1"));
    REQUIRE(bench.withdraw(bench.known("agent-2"), "song-1"));

    auto const votes = bench.voting.list_item_votes.execute(ItemKind::track, "song-1", {1, 10});

    REQUIRE(votes);
    REQUIRE(votes->total == 2);
    CHECK(votes->items[0].voter.id == "somebody");
    CHECK_FALSE(votes->items[0].verified);
    CHECK(votes->items[1].voter.id == "agent-1");
    CHECK(votes->items[1].note.reasoning == "A bass line that stays.");
    CHECK(
        bench.voting.list_item_votes.execute(ItemKind::track, "nowhere", {}).error().code ==
        "item_not_found"
    );
}

TEST_CASE("a voter sees its own votes with the items' names", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));
    bench.clock.advance(std::chrono::minutes{1});
    REQUIRE(bench.cast(voter, "tool-1", Direction::abstain));

    auto const votes = bench.voting.list_my_votes.execute(voter.num, {1, 1});

    CHECK(votes.total == 2);
    REQUIRE(votes.items.size() == 1);
    CHECK(votes.items[0].item_id == "tool-1");
    CHECK(votes.items[0].kind == ItemKind::tool);
    CHECK(votes.items[0].item_title == "Title of tool-1");
}

TEST_CASE("discovery leaves out what the voter voted on or made", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    bench.track("mine", "Udio", OwnerNum{voter.num.value});
    REQUIRE(bench.cast(voter, "song-1"));
    REQUIRE(bench.cast(voter, "song-2", Direction::abstain));

    auto const page = bench.voting.discover.execute({.voter = voter.num, .kind = ItemKind::track});

    CHECK(ids_of(page) == std::vector<std::string>{"song-3"});
    CHECK(page.stats.total_items == 4);
    CHECK(page.stats.voted_items == 2);
    CHECK(page.stats.unvoted_items == 2);
}

TEST_CASE("a withdrawn vote makes an item new again", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "tool-1"));
    DiscoverQuery const query{.voter = voter.num, .kind = ItemKind::tool};
    CHECK(bench.voting.discover.execute(query).items.empty());

    REQUIRE(bench.withdraw(voter, "tool-1"));

    CHECK(bench.voting.discover.execute(query).items.size() == 1);
}

TEST_CASE(
    "discovery puts what the voter likes first, then what has fewest votes", "[voting][application]"
)
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    bench.track("jazz-1", "Udio", {}, "jazz");
    bench.track("jazz-2", "Udio", {}, "jazz");
    bench.voters.prefer(voter.num, {.genres = {"jazz"}});
    REQUIRE(bench.cast(bench.known("agent-2"), "jazz-1"));
    REQUIRE(bench.cast(bench.known("agent-2"), "song-1"));

    auto const page =
        bench.voting.discover.execute({.voter = voter.num, .kind = ItemKind::track, .limit = 5});

    auto const ids = ids_of(page);
    REQUIRE(ids.size() == 5);
    CHECK(ids[0] == "jazz-2");
    CHECK(ids[1] == "jazz-1");
    CHECK(ids[4] == "song-1");
    CHECK(page.preferences_matched == 2);
}

TEST_CASE("discovery's filters are hard", "[voting][application]")
{
    VotingBench bench;
    auto const voter = bench.known("agent-1").num;
    bench.track("jazz-1", "Udio", {}, "jazz");

    CHECK(
        ids_of(bench.voting.discover.execute({.voter = voter, .genre = "jazz"})) ==
        std::vector<std::string>{"jazz-1"}
    );
    CHECK(
        ids_of(bench.voting.discover.execute({.voter = voter, .category = "stems"})) ==
        std::vector<std::string>{"tool-1"}
    );
    CHECK(bench.voting.discover.execute({.voter = voter, .mood = "angry"}).items.empty());
}

TEST_CASE("a mixed page has both kinds and no item twice", "[voting][application]")
{
    VotingBench bench;
    auto const page =
        bench.voting.discover.execute({.voter = bench.known("agent-1").num, .limit = 3, .seed = 4});

    auto const ids = ids_of(page);
    CHECK(ids.size() == 3);
    CHECK(std::set(ids.begin(), ids.end()).size() == 3);
    CHECK(std::ranges::count(ids, "tool-1") == 1);
}

TEST_CASE(
    "discovery's statistics count the catalogue and the voter's way through it",
    "[voting][application]"
)
{
    VotingBench bench;
    bench.track("nameless", "Udio", {}, "");
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));

    auto const stats = bench.voting.get_discovery_stats.execute(voter.num);

    CHECK(stats.total_items == 5);
    CHECK(stats.total_tools == 1);
    CHECK(
        stats.genres ==
        std::vector<std::pair<std::string, std::int64_t>>{{"electronic", 3}, {"unknown", 1}}
    );
    CHECK(stats.categories == std::vector<std::pair<std::string, std::int64_t>>{{"stems", 1}});
    CHECK(stats.items_remaining == 4);
    CHECK(stats.coverage_percent == Approx(20.0));
}

TEST_CASE("the leaderboard orders voters by reputation", "[voting][application]")
{
    VotingBench bench;
    REQUIRE(bench.cast(bench.known("agent-1"), "song-1"));
    REQUIRE(bench.cast(bench.known("agent-2"), "song-1"));
    REQUIRE(bench.cast(bench.known("agent-2"), "song-3"));
    bench.agent("silent");

    auto const lines = bench.voting.get_leaderboard.execute();

    REQUIRE(lines.size() == 2);
    CHECK(lines[0].voter.id == "agent-2");
    CHECK(lines[0].rank == 1);
    CHECK(lines[0].votes == 2);
    CHECK(lines[1].voter.id == "agent-1");
}

TEST_CASE(
    "an administrator's adjustment holds, shows in the history and survives a restart",
    "[voting][application]"
)
{
    VotingBench bench;
    auto const voter = bench.known("agent-1");
    REQUIRE(bench.cast(voter, "song-1"));
    bench.clock.advance(std::chrono::minutes{1});

    auto const change = bench.voting.adjust_reputation.execute(
        {voter.num, Reputation{5'000}, "did good work", "admin"}
    );

    REQUIRE(change);
    CHECK(change->after.value == 5'000);
    CHECK(bench.voting.get_voter_standing.execute(voter.num).weight.value == 5'000);
    bench.clock.advance(std::chrono::minutes{1});
    REQUIRE(bench.cast(voter, "song-2"));
    auto const history = bench.voting.get_reputation_history.execute(voter.num);
    REQUIRE(history.events.size() >= 2);
    CHECK(history.events.front().reason == "votes");
    CHECK(history.events[1].reason == "did good work");
    CHECK(history.events[1].after.value == 5'000);
    CHECK(history.current == bench.voting.get_voter_standing.execute(voter.num).reputation);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
    CHECK(
        bench.voting.adjust_reputation.execute({voter.num, Reputation{10'001}, "", ""})
            .error()
            .code == "validation_failed"
    );
}

TEST_CASE("a node that starts holds what the others hold", "[voting][application]")
{
    VotingBench bench;
    auto const one = bench.known("agent-1");
    auto const two = bench.known("agent-2");
    REQUIRE(bench.cast(one, "song-1"));
    REQUIRE(bench.cast(guest("somebody"), "song-1", Direction::down));
    bench.clock.advance(std::chrono::hours{30});
    REQUIRE(bench.cast(two, "song-1"));
    REQUIRE(bench.change(one, "song-1", Direction::down));
    REQUIRE(bench.cast(one, "song-3"));
    REQUIRE(bench.withdraw(one, "song-3"));
    bench.clock.advance(std::chrono::hours{5});

    std::vector<std::int64_t> told;
    VotingState fresh{bench.clock.now()};
    auto const report = RebuildState{
        {bench.ledger, bench.items, bench.voters, bench.adjustments, fresh, bench.clock}
    }.execute([&](auto done, auto total) {
        told.push_back(done);
        CHECK(done <= total);
    });

    CHECK(report.items == 4);
    CHECK(report.entries == 6);
    CHECK(report.unannounced == 0);
    CHECK(told.back() == 6);
    CHECK(bench.running_digest() == bench.rebuilt_digest());
}

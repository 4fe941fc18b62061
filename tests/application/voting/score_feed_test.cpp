#include <upbeat/application/voting/score_feed.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/voting/voting_bench.hpp>

namespace upbeat::voting {
namespace {

using namespace std::chrono_literals;
using testing::VotingBench;

struct Fed {
    // An entry of another node's writer, as the follower folds it.
    LedgerEntry foreign(std::int64_t item, std::int64_t seq, Timestamp at)
    {
        return {
            .item = ItemNum{item},
            .voter = VoterNum{500 + seq},
            .direction = Direction::up,
            .weight = Weight{5000},
            .at = at,
            .writer = 8,
            .seq = seq
        };
    }

    void fold(std::vector<LedgerEntry> const& entries)
    {
        bench.voting.state.fold(entries, bench.clock.now());
    }

    std::vector<std::string> ids(std::vector<ScoreChange> const& changes)
    {
        std::vector<std::string> all;
        for (auto const& change : changes) {
            all.push_back(change.id);
        }
        return all;
    }

    VotingBench bench{};
    ScoreFeed feed{bench.voting.state, bench.clock, 7, 1};
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a tick has the figures of every item that changed, once", "[voting][application]")
{
    Fed fed;
    auto const joined = fed.feed.join(false);
    CHECK(fed.feed.turn() == nullptr);

    REQUIRE(fed.bench.cast(fed.bench.known("agent-1"), "song-2"));
    REQUIRE(fed.bench.cast(fed.bench.known("agent-2"), "song-2"));
    REQUIRE(fed.bench.cast(fed.bench.known("agent-1"), "song-1", Direction::down));
    auto const tick = fed.feed.turn();
    REQUIRE(tick != nullptr);
    REQUIRE(fed.ids(tick->scores) == Ids{"song-1", "song-2"});
    CHECK(tick->scores[0].tally.score() == -1);
    CHECK(tick->scores[1].tally.score() == 2);
    CHECK(tick->scores[1].rank == 1);
    CHECK(tick->before == joined.from);
    CHECK(tick->position.tick == joined.from.tick + 1);
    CHECK(tick->charts.empty());
    CHECK(fed.feed.turn() == nullptr);
}

TEST_CASE("changes, withdrawals and votes of other nodes are told as well", "[voting][application]")
{
    Fed fed;
    auto const joined = fed.feed.join(false);
    auto const agent = fed.bench.known("agent-1");
    REQUIRE(fed.bench.cast(agent, "song-1"));
    fed.feed.turn();

    REQUIRE(fed.bench.change(agent, "song-1", Direction::down));
    CHECK(fed.feed.turn()->scores.front().tally.score() == -1);
    REQUIRE(fed.bench.withdraw(agent, "song-1"));
    CHECK(fed.feed.turn()->scores.front().tally.score() == 0);

    auto const at = fed.bench.clock.now();
    fed.fold({fed.foreign(3, 1, at), fed.foreign(2, 2, at)});
    auto const tick = fed.feed.turn();
    CHECK(fed.ids(tick->scores) == Ids{"song-2", "song-3"});
    CHECK(tick->position.newest == at);
}

TEST_CASE("nothing is read while nobody listens", "[voting][application]")
{
    Fed fed;
    REQUIRE(fed.bench.cast(fed.bench.known("agent-1"), "song-1"));
    CHECK(fed.feed.turn() == nullptr);
    {
        auto const joined = fed.feed.join(false);
        CHECK(joined.from.tick == 1);
        REQUIRE(fed.bench.cast(fed.bench.known("agent-1"), "song-2"));
        CHECK(fed.feed.turn() != nullptr);
    }
    REQUIRE(fed.bench.cast(fed.bench.known("agent-1"), "song-3"));
    CHECK(fed.feed.turn() == nullptr);
    CHECK(fed.feed.position().tick == 3);
}

TEST_CASE("who comes back gets exactly the items that changed meanwhile", "[voting][application]")
{
    Fed fed;
    auto const agent = fed.bench.known("agent-1");
    REQUIRE(fed.bench.cast(agent, "song-1"));
    fed.feed.turn();
    auto const left = fed.feed.join(false).from;
    REQUIRE(fed.bench.cast(agent, "song-2"));
    fed.feed.turn();
    REQUIRE(fed.bench.cast(agent, "tool-1"));
    fed.feed.turn();
    auto const back = fed.feed.join(false);
    REQUIRE(fed.bench.cast(agent, "song-3"));

    auto const missed = fed.feed.changed_since(left, back.from);
    REQUIRE(missed);
    CHECK(fed.ids(*missed) == Ids{"song-2", "tool-1"});
    CHECK(fed.feed.changed_since(back.from, back.from)->empty());
    auto const tools = fed.feed.changed_since(left, back.from, [](ItemKind kind, ItemNum) {
        return kind == ItemKind::tool;
    });
    CHECK(fed.ids(*tools) == Ids{"tool-1"});
    // What was not told yet comes in the next tick.
    CHECK(fed.ids(fed.feed.turn()->scores) == Ids{"song-3"});
}

TEST_CASE(
    "a client of another node gets everything since the instant in its id", "[voting][application]"
)
{
    Fed here;
    Fed there;
    here.bench.clock.advance(20s);
    there.bench.clock.advance(20s);
    auto const elsewhere = ScoreFeed{there.bench.voting.state, there.bench.clock, 8, 1};

    auto const at = here.bench.clock.now();
    here.fold({here.foreign(1, 1, at)});
    here.feed.turn();
    here.bench.clock.advance(15s);
    auto const seen = FeedPosition{here.bench.clock.now(), 8, 44};
    here.bench.clock.advance(1s);
    here.fold({here.foreign(2, 2, here.bench.clock.now())});
    here.feed.turn();

    auto const missed = here.feed.changed_since(seen, here.feed.position());
    REQUIRE(missed);
    CHECK(here.ids(*missed) == Ids{"song-2"});
    // Nine seconds behind the first: the clock there may be ahead, and that one may have become
    // known here earlier than there.
    auto const ahead = FeedPosition{at + 9s, 8, 40};
    CHECK(here.feed.changed_since(ahead, here.feed.position())->size() == 2);
}

TEST_CASE(
    "what is further back than the feed remembers is not told in part", "[voting][application]"
)
{
    Fed fed;
    fed.bench.clock.advance(1s);
    auto const here = fed.feed.position();
    // Before this program started.
    auto const before = FeedPosition{here.newest - 1h, 6, 1000};
    CHECK_FALSE(fed.feed.changed_since(before, here));
    auto const just_before = FeedPosition{here.newest, 6, 1000};
    CHECK_FALSE(fed.feed.changed_since(just_before, here));

    REQUIRE(fed.bench.cast(fed.bench.known("agent-1"), "song-1"));
    fed.feed.turn();
    auto const first = fed.feed.position();
    CHECK(fed.feed.changed_since(here, first));
    fed.bench.clock.advance(ScoreFeed::kRemembered + 1s);
    REQUIRE(fed.bench.cast(fed.bench.known("agent-1"), "song-2"));
    fed.feed.turn();
    CHECK_FALSE(fed.feed.changed_since(here, fed.feed.position()));
    CHECK(fed.feed.changed_since(first, fed.feed.position())->size() == 1);
}

TEST_CASE(
    "an entry that is dated ahead does not hide what comes before it", "[voting][application]"
)
{
    Fed fed;
    auto const joined = fed.feed.join(false);
    auto const now = fed.bench.clock.now();
    fed.fold({fed.foreign(1, 1, now + 1min)});
    CHECK(fed.feed.turn()->position.newest <= now);
}

TEST_CASE("more than a tick can tell is told as too much", "[voting][application]")
{
    Fed fed;
    auto const joined = fed.feed.join(false);
    std::vector<LedgerEntry> entries;
    for (std::size_t number = 0; number <= ScoreFeed::kMostInTick; ++number) {
        fed.bench.track("more-" + std::to_string(number));
        auto const seq = static_cast<std::int64_t>(number) + 1;
        entries.push_back(fed.foreign(4 + seq, seq, fed.bench.clock.now()));
    }
    fed.fold(entries);
    auto const tick = fed.feed.turn();
    CHECK(tick->too_many);
    CHECK(tick->scores.empty());
    CHECK_FALSE(fed.feed.changed_since(joined.from, tick->position));
}

TEST_CASE("who comes back to too many items is told none of them", "[voting][application]")
{
    Fed fed;
    auto const left = fed.feed.position();
    std::int64_t seq = 0;
    auto const change = [&](std::int64_t item) {
        fed.fold({fed.foreign(item, ++seq, fed.bench.clock.now())});
        fed.feed.turn();
    };
    // Each of them twice: items are counted, not changes.
    for (std::size_t number = 0; number < ScoreFeed::kMostCaughtUp; ++number) {
        fed.bench.track("more-" + std::to_string(number));
        change(5 + static_cast<std::int64_t>(number));
        change(5 + static_cast<std::int64_t>(number));
    }
    auto const all = fed.feed.changed_since(left, fed.feed.position());
    REQUIRE(all);
    CHECK(all->size() == ScoreFeed::kMostCaughtUp);

    auto const enough = fed.feed.position();
    change(1);
    auto const back = fed.feed.position();
    CHECK_FALSE(fed.feed.changed_since(left, back));
    CHECK(fed.feed.changed_since(left, enough));
    // Who wants few of them gets those, however many others changed.
    auto const few = fed.feed.changed_since(left, back, [](ItemKind, ItemNum item) {
        return item == ItemNum{1};
    });
    REQUIRE(few);
    CHECK(fed.ids(*few) == Ids{"song-1"});
}

TEST_CASE("a chart is told when its order changed, and only then", "[voting][application]")
{
    Fed fed;
    auto const joined = fed.feed.join(true);
    auto const one = fed.bench.known("agent-1");
    auto const two = fed.bench.known("agent-2");
    REQUIRE(fed.bench.cast(one, "song-1"));
    // The first who listens for charts is told all of them.
    CHECK(fed.feed.turn()->charts.size() == 6);

    REQUIRE(fed.bench.cast(two, "song-1"));
    CHECK(fed.feed.turn()->charts.empty());

    REQUIRE(fed.bench.cast(one, "song-3"));
    auto const tick = fed.feed.turn();
    // Trending songs and the four tops; tools stay as they were.
    REQUIRE(tick->charts.size() == 5);
    auto const& trending = tick->charts.front();
    CHECK(trending.chart == FeedChart::trending);
    CHECK(trending.kind == ItemKind::track);
    CHECK(trending.places[0].id == "song-1");
    CHECK(trending.places[1].id == "song-3");
    CHECK(trending.version == fed.bench.voting.state.version());
}

TEST_CASE("charts change with the hours, without a vote", "[voting][application]")
{
    Fed fed;
    auto const joined = fed.feed.join(true);
    REQUIRE(fed.bench.cast(fed.bench.known("agent-1"), "song-1"));
    fed.feed.turn();
    fed.bench.clock.advance(48h);
    fed.bench.voting.state.tick(fed.bench.clock.now());
    auto const tick = fed.feed.turn();
    REQUIRE(tick != nullptr);
    REQUIRE(tick->charts.size() == 1);
    CHECK(tick->charts.front().period == Period::daily);
    CHECK(tick->charts.front().places.empty());
}

TEST_CASE("positions are written and read as ids", "[voting][application]")
{
    auto const position = FeedPosition{from_micros(1'763'740'800'123'456), 12, 345};
    CHECK(to_text(position) == "1763740800123456.12.345");
    CHECK(parse_feed_position("1763740800123456.12.345") == position);
    CHECK(parse_feed_position("1763740800123456")->newest == position.newest);
    for (auto const* const wrong :
         {"",
          "x",
          "-1",
          "1.",
          "1.2",
          "1.2.",
          "1.2.3.",
          "1.2.3x",
          "1.-2.3",
          "1..3",
          " 1",
          "99999999999999999999.1.1",
          "1.99999999999.1"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_feed_position(wrong));
    }
}

TEST_CASE("whoever joins while votes arrive misses none of them", "[voting][application]")
{
    Fed fed;
    constexpr int kVotes = 400;
    std::atomic<bool> done{false};
    std::thread folding{[&] {
        for (int number = 1; number <= kVotes; ++number) {
            fed.fold({fed.foreign(1 + number % 3, number, fed.bench.clock.now())});
        }
        done = true;
    }};
    std::atomic<bool> stop{false};
    std::thread joining{[&] {
        auto seen = fed.feed.position();
        while (!stop) {
            auto const joined = fed.feed.join(true);
            fed.feed.changed_since(seen, joined.from);
            seen = joined.from;
        }
    }};
    auto const joined = fed.feed.join(false);
    auto last = joined.from.tick;
    std::int64_t total = 0;
    while (!done || total < kVotes) {
        auto const tick = fed.feed.turn();
        if (tick == nullptr) {
            continue;
        }
        CHECK(tick->position.tick == ++last);
        total = fed.bench.voting.state.read([](VotingProjection const& projection) {
            return static_cast<std::int64_t>(projection.entries());
        });
    }
    while (fed.feed.turn() != nullptr) {
    }
    stop = true;
    folding.join();
    joining.join();
    CHECK(total == kVotes);
}

}  // namespace upbeat::voting

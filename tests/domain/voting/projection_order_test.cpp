#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "random_history.hpp"

using namespace upbeat;
using namespace upbeat::voting;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kNoon = from_micros(1'772'625'600'000'000);

LedgerEntry vote(int item, int voter, Timestamp at, std::int64_t seq, std::int32_t writer = 1)
{
    return {
        .item = ItemNum{item},
        .voter = VoterNum{voter},
        .direction = Direction::up,
        .weight = Weight{5'000},
        .at = at,
        .network = 77,
        .writer = writer,
        .seq = seq
    };
}

VotingProjection with_items(Timestamp now)
{
    VotingProjection projection{now};
    for (int i = 1; i <= 3; ++i) {
        projection.put_item({.num = ItemNum{i}, .id = "item-" + std::to_string(i)});
    }
    return projection;
}

std::size_t on_chart(VotingProjection const& projection, Period period)
{
    return projection.charts().chart(projection.items(), period, {.min_votes = 0}).rows.size();
}

}  // namespace

TEST_CASE("an entry dated far ahead empties neither windows nor quotas", "[voting][domain]")
{
    auto projection = with_items(kNoon);
    projection.fold(vote(1, 1, kNoon, 1));
    projection.fold(vote(2, 2, kNoon, 2));

    projection.fold(vote(2, 1, kNoon + std::chrono::days{400}, 1, 2));

    CHECK(projection.hour() == hour_of(kNoon));
    CHECK(on_chart(projection, Period::daily) == 2);
    CHECK(projection.networks().of(77, kNoon) == 2);
    CHECK(projection.voters().find(VoterNum{1})->usage(kNoon).today == 1);
    projection.fold(vote(3, 1, kNoon + 1s, 3));
    CHECK(projection.voters().find(VoterNum{1})->usage(kNoon + 1s).today == 2);
    CHECK(projection.last_at() == kNoon + 1s);
}

TEST_CASE("an entry dated ahead is counted when its time comes", "[voting][domain]")
{
    auto const ahead = vote(2, 1, kNoon + 3h, 1, 2);
    auto running = with_items(kNoon);
    running.fold(ahead);
    running.fold(vote(1, 1, kNoon, 1));
    CHECK(running.entries() == 1);
    CHECK(running.positions() == WriterPositions{{1, 1}, {2, 1}});

    running.advance(kNoon + 3h - kMostAhead);

    CHECK(running.entries() == 2);
    running.advance(kNoon + 3h);
    auto rebuilt = with_items(kNoon + 3h);
    rebuilt.begin_load();
    rebuilt.fold(vote(1, 1, kNoon, 1));
    rebuilt.fold(ahead);
    rebuilt.finish_load(kNoon + 3h);
    CHECK(running == rebuilt);
}

TEST_CASE("an entry of a clock that runs a little ahead is counted at once", "[voting][domain]")
{
    auto projection = with_items(kNoon + 59min);

    projection.fold(vote(1, 1, kNoon + 61min, 1));

    CHECK(projection.entries() == 1);
    CHECK(projection.hour() == hour_of(kNoon) + 1);
    CHECK(on_chart(projection, Period::daily) == 1);
}

TEST_CASE("votes on an item are counted before anybody has announced it", "[voting][domain]")
{
    auto running = with_items(kNoon);
    CHECK(running.fold(vote(1, 1, kNoon, 1)));
    CHECK_FALSE(running.fold(vote(9, 1, kNoon, 2)));
    CHECK(on_chart(running, Period::daily) == 1);
    CHECK_FALSE(running.items().find(ItemKind::track, ""));
    ItemFacts const late{.num = ItemNum{9}, .kind = ItemKind::tool, .id = "late"};

    running.put_item(late);

    CHECK(on_chart(running, Period::daily) == 2);
    CHECK(running.items().find(ItemKind::tool, "late"));
    auto known = with_items(kNoon);
    known.put_item(late);
    known.fold(vote(1, 1, kNoon, 1));
    known.fold(vote(9, 1, kNoon, 2));
    CHECK(running == known);
}

TEST_CASE("a voter whose entries came out of order is put right", "[voting][domain][property]")
{
    CHECK(rc::check("any delay of one writer", [] {
        auto const history =
            RandomHistory{*rc::gen::scale(4.0, rc::gen::arbitrary<std::vector<Move>>())};
        auto entries = history.entries();
        // One writer's entries arrive behind all others.
        std::ranges::stable_partition(entries, [](auto const& e) { return e.writer != 2; });
        auto running = history.populated(history.end());
        for (auto const& entry : entries) {
            running.fold(entry);
        }

        for (auto const voter : running.take_late_voters()) {
            auto past = history.entries();
            std::erase_if(past, [&](auto const& e) { return e.voter != voter; });
            RC_ASSERT(running.replace_voter(voter, {past, {}}));
        }

        RC_ASSERT(running == history.rebuilt(history.end()));
        RC_ASSERT(running.take_late_voters().empty());
    }));
}

TEST_CASE("a voter is not replaced by a past that lacks what was folded", "[voting][domain]")
{
    auto projection = with_items(kNoon);
    std::vector const past{vote(1, 1, kNoon, 1), vote(2, 1, kNoon, 2), vote(3, 1, kNoon, 3)};
    projection.fold(past[0]);
    projection.fold(past[1]);
    auto const before = projection.digest();

    CHECK_FALSE(projection.replace_voter(VoterNum{1}, {std::span{past}.first(1), {}}));
    CHECK_FALSE(projection.replace_voter(VoterNum{5}, {}));
    CHECK(projection.digest() == before);
    // What the ledger holds but the projection has not folded yet is left out.
    CHECK(projection.replace_voter(VoterNum{1}, {past, {}}));
    CHECK(projection.digest() == before);
}

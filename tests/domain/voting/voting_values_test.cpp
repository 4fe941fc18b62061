#include <set>

#include <catch2/catch.hpp>

#include <upbeat/domain/voting/discovery_queue.hpp>
#include <upbeat/domain/voting/errors.hpp>
#include <upbeat/domain/voting/lane.hpp>
#include <upbeat/domain/voting/vote_id.hpp>

using namespace upbeat;
using namespace upbeat::voting;

namespace {

constexpr Timestamp kNoon = from_micros(1'772'625'600'000'000);

}  // namespace

TEST_CASE("a vote's id says which writer wrote it, and sorts by its sequence", "[voting][domain]")
{
    VoteId const id{0xABCDEF, 0x12'3456'789A};

    CHECK(id.text().size() == 17);
    CHECK(VoteId::parse(id.text()) == id);
    CHECK(VoteId{3, 9}.text() < VoteId{3, 10}.text());
    CHECK(
        VoteId::parse(VoteId{0xFFFFFF, 0xFF'FFFF'FFFF}.text()) == VoteId{0xFFFFFF, 0xFF'FFFF'FFFF}
    );
    for (auto const* const wrong :
         {"",
          "vot_",
          "vot_000000000000",
          "vot_00000000000000",
          "vot_z000000000000",
          "vot_000000000000u",
          "trk_0000000000000"}) {
        CHECK_FALSE(VoteId::parse(wrong));
    }
}

TEST_CASE("a lane is the item modulo 64", "[voting][domain]")
{
    CHECK(lane_of(ItemNum{0}) == 0);
    CHECK(lane_of(ItemNum{63}) == 63);
    CHECK(lane_of(ItemNum{130}) == 2);
    CHECK(lane_of(ItemNum{-1}) == 63);
}

TEST_CASE("a platform keeps its code for ever", "[voting][domain]")
{
    CHECK(platform_code("") == 0);
    CHECK(platform_code("Suno AI") == 1);
    CHECK(platform_code("suno") == 1);
    CHECK(platform_code("Udio") == 2);
    CHECK(platform_code("Mubert") == 3);
    CHECK(platform_code("SOUNDRAW") == 4);
    CHECK(platform_code("Other") == 15);  // part of the ledger: must never change
    CHECK(platform_code("anything else") >= 5);
    CHECK(platform_code("anything else") <= 15);
}

TEST_CASE("a full day is told before a full hour, with the time to wait", "[voting][domain]")
{
    VoteQuota const quota{20, 100};

    CHECK_FALSE(refusal(quota, {19, 99}, kNoon));
    CHECK(refusal(quota, {20, 99}, kNoon)->window == QuotaWindow::hour);
    CHECK(refusal(quota, {20, 99}, kNoon)->retry_after == std::chrono::hours{1});
    CHECK(refusal(quota, {20, 100}, kNoon)->window == QuotaWindow::day);
    CHECK(refusal(quota, {0, 100}, kNoon)->retry_after == std::chrono::hours{12});
    CHECK_FALSE(refusal(VoteQuota{}, {1'000'000, 1'000'000}, kNoon));
    auto const late = kNoon + std::chrono::minutes{59} + std::chrono::microseconds{59'999'999};
    CHECK(until_next_hour(late) == std::chrono::seconds{1});
}

TEST_CASE("a tally gives back exactly what it took", "[voting][domain]")
{
    Tally tally;
    tally.add(Direction::up, Weight{8'000}, false);
    tally.add(Direction::down, Weight{2'000}, false);
    tally.add(Direction::up, Weight{0}, true);
    tally.add(Direction::abstain, Weight{5'000}, false);

    CHECK(tally.score() == 1);
    CHECK(tally.verified() == 2);
    CHECK(tally.weighted_score() == Approx(0.6));
    CHECK(tally.average_weight() == Approx(0.5));

    tally.take_back(Direction::up, Weight{8'000}, false);
    tally.take_back(Direction::down, Weight{2'000}, false);
    tally.take_back(Direction::up, Weight{0}, true);
    tally.take_back(Direction::abstain, Weight{5'000}, false);
    CHECK(tally == Tally{});
}

TEST_CASE("networks are counted by the day", "[voting][domain]")
{
    NetworkCounts counts;
    counts.count(5, kNoon);
    counts.count(5, kNoon);
    counts.count(0, kNoon);

    CHECK(counts.of(5, kNoon) == 2);
    CHECK(counts.of(0, kNoon) == 0);
    CHECK(counts.of(5, kNoon + std::chrono::hours{12}) == 0);
    counts.count(6, kNoon + std::chrono::hours{12});
    counts.count(5, kNoon);  // late, of a day that is over
    CHECK(counts.of(5, kNoon) == 0);
}

TEST_CASE("periods are known by their words alone", "[voting][domain]")
{
    CHECK(parse_period("weekly") == Period::weekly);
    CHECK_FALSE(parse_period("Weekly"));
    CHECK_FALSE(parse_period("yearly"));
    CHECK(hours_in(Period::monthly) == 720);
}

TEST_CASE("every error has a code and words for its reader", "[voting][domain]")
{
    CHECK(already_voted(ItemKind::track, "x").detail.find("already voted") != std::string::npos);
    CHECK(item_not_found(ItemKind::tool, "x").detail == "Tool not found: 'x'.");
    CHECK(
        vote_quota_spent({QuotaWindow::hour, 20, std::chrono::seconds{5}}).retry_after ==
        std::chrono::seconds{5}
    );
    CHECK(
        unknown_period("yearly").detail.find("daily, weekly, monthly or alltime") !=
        std::string::npos
    );
    CHECK(ledger_unavailable().retry_after.has_value());
}

TEST_CASE("discovery offers the least voted, at random among equals", "[voting][domain]")
{
    VotingProjection projection{kNoon};
    for (int i = 1; i <= 40; ++i) {
        projection.put_item(
            {.num = ItemNum{i},
             .owner = OwnerNum{i == 40 ? 9 : 0},
             .id = "i" + std::to_string(i),
             .genre = i % 4 == 0 ? "jazz" : "rock"}
        );
    }
    for (int i = 1; i <= 30; ++i) {
        LedgerEntry entry;
        entry.item = ItemNum{i};
        entry.voter = VoterNum{i};
        entry.direction = Direction::up;
        entry.at = kNoon;
        projection.fold(entry);
    }
    auto const offered = [&](DiscoveryWish const& wish, std::size_t count) {
        std::vector<std::int64_t> items;
        for (auto const& candidate : discovery_candidates(projection, wish, count)) {
            items.push_back(candidate.item.value);
        }
        return items;
    };

    auto const first = offered({.not_of = OwnerNum{9}, .seed = 1}, 9);
    CHECK(std::ranges::all_of(first, [](auto item) { return item > 30 && item < 40; }));
    CHECK(offered({.not_of = OwnerNum{9}, .seed = 1}, 9) == first);
    CHECK(offered({.not_of = OwnerNum{9}, .seed = 2}, 9) != first);
    auto const all = offered({.seed = 3}, 100);
    CHECK(std::set(all.begin(), all.end()).size() == 40);
    auto const jazz = offered({.genre = "jazz"}, 100);
    CHECK(jazz.size() == 10);
    auto const liked = offered({.liked_genres = {"jazz"}}, 100);
    CHECK(liked.size() == 40);
    CHECK(std::ranges::all_of(liked.begin(), liked.begin() + 10, [](auto item) {
        return item % 4 == 0;
    }));
    CHECK(offered({.genre = "unheard-of"}, 5).empty());
}

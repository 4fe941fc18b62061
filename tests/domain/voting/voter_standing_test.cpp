#include <upbeat/domain/voting/voter_standing.hpp>

#include <deque>
#include <random>
#include <set>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace upbeat::voting;

namespace {

constexpr Timestamp kNoon = from_micros(1'772'625'600'000'000);

LedgerEntry vote_at(Timestamp at, Direction direction = Direction::up, unsigned platform = 1)
{
    LedgerEntry entry;
    entry.direction = direction;
    entry.at = at;
    entry.flags.set_platform(platform);
    return entry;
}

VoterStanding newcomer(std::chrono::days age = std::chrono::days{0})
{
    return VoterStanding{{.num = VoterNum{1}, .owner = OwnerNum{1}, .created_at = kNoon - age}};
}

}  // namespace

TEST_CASE("a new agent has no reputation and votes with the floor weight", "[voting][domain]")
{
    auto const standing = newcomer();

    CHECK(standing.reputation(kNoon).value == 0);
    CHECK(weight_of(standing.reputation(kNoon), false) == kFloorWeight);
    CHECK(weight_of(standing.reputation(kNoon), true).value == 500);
    CHECK(weight_of(kFullReputation, false) == kFullWeight);
}

TEST_CASE("reputation grows with varied, unhurried votes over time", "[voting][domain]")
{
    auto standing = newcomer(std::chrono::days{205});
    for (int i = 0; i < 80; ++i) {
        standing.fold(vote_at(
            kNoon + std::chrono::minutes{10 * i},
            i % 2 == 0 ? Direction::up : Direction::down,
            static_cast<unsigned>(1 + i % 4)
        ));
    }

    auto const now = kNoon + std::chrono::hours{14};
    auto const parts = standing.parts(now);
    CHECK(parts.diversity == 10'000);
    CHECK(parts.time == 10'000);
    CHECK(parts.platform == 10'000);
    CHECK(parts.age == 10'000);
    CHECK(parts.volume == 10'000);
    CHECK(standing.reputation(now).value == 8'000);  // 100 x 80 / (80 + 20)
}

TEST_CASE("the five factors follow their definitions", "[voting][domain]")
{
    ReputationFactors factors{.up = 9, .down = 1, .recent = 10, .rushed = 1, .platforms = 2};
    factors.created_at = kNoon - std::chrono::days{7};
    auto const parts = parts_of(factors, kNoon);

    CHECK(parts.diversity == 5'000);  // nine tenths up: half way from four fifths to all
    CHECK(parts.time == 9'000);
    CHECK(parts.platform == 5'000);
    CHECK(parts.age == 5'000);
    CHECK(parts.volume == 10'000);
    auto const quality = 0.30 * 50 + 0.25 * 90 + 0.20 * 50 + 0.15 * 50 + 0.10 * 100;
    CHECK(reputation_of(factors, kNoon).as_number() == Approx(quality * 10 / 30).margin(0.01));
    factors.penalty = 2'500;
    CHECK(
        reputation_of(factors, kNoon).as_number() == Approx(quality * 10 / 30 * 0.75).margin(0.01)
    );
    factors.up = 5;
    factors.down = 0;
    factors.abstain = 5;
    CHECK(parts_of(factors, kNoon).diversity == 10'000);  // abstentions are half up
    factors.created_at = kNoon - std::chrono::hours{84};
    CHECK(parts_of(factors, kNoon).age == 2'500);
}

TEST_CASE(
    "idleness costs nothing for ninety days and never more than half of the peak",
    "[voting][domain]"
)
{
    Reputation const peak{8'000};
    auto const after = [&](std::chrono::days idle) {
        return idle_decayed(peak, peak, kNoon, kNoon + idle).value;
    };

    CHECK(after(std::chrono::days{90}) == 8'000);
    CHECK(after(std::chrono::days{96}) == 8'000);
    CHECK(after(std::chrono::days{97}) == 7'920);
    CHECK(after(std::chrono::days{104}) == 7'840);
    CHECK(after(std::chrono::days{2'000}) == 4'000);
    CHECK(
        idle_decayed(Reputation{1'000}, peak, kNoon, kNoon + std::chrono::days{900}).value == 1'000
    );
}

TEST_CASE("labels begin where they say", "[voting][domain]")
{
    CHECK(reputation_label(Reputation{999}) == "starter");
    CHECK(reputation_label(Reputation{1'000}) == "verified");
    CHECK(reputation_label(Reputation{4'000}) == "premium");
    CHECK(reputation_label(Reputation{7'500}) == "elite");
}

TEST_CASE("the ring agrees with the whole history, whatever the rhythm", "[voting][domain]")
{
    std::mt19937 random{11};
    auto standing = newcomer();
    std::deque<std::pair<Timestamp, unsigned>> history;
    std::deque<bool> rushed;
    auto at = kNoon;
    auto const earlier = [&](std::chrono::seconds span, Timestamp now) {
        return std::ranges::count_if(history, [&](auto const& vote) {
            return now - vote.first < span;
        });
    };
    for (int i = 0; i < 3'000; ++i) {
        auto const pace = random() % 100;
        at += pace < 90   ? std::chrono::milliseconds{10 * (random() % 1'500)}
              : pace < 98 ? std::chrono::milliseconds{10 * (random() % 60'000)}
                          : std::chrono::milliseconds{10 * (random() % 600'000'000)};
        REQUIRE(
            standing.votes_within(std::chrono::minutes{1}, at) ==
            std::min<long>(51, earlier(std::chrono::minutes{1}, at))
        );
        REQUIRE(
            standing.votes_within(std::chrono::minutes{5}, at) ==
            std::min<long>(51, earlier(std::chrono::minutes{5}, at))
        );
        auto const platform =
            random() % 40 == 0 ? random() % 16 : static_cast<unsigned>(i) / 400U % 3U;
        rushed.push_back(earlier(std::chrono::minutes{1}, at) >= 9);
        history.emplace_back(at, platform);
        standing.fold(vote_at(at, Direction::up, static_cast<unsigned>(platform)));
        if (rushed.size() > 200) {
            rushed.pop_front();
        }
        std::set<unsigned> platforms;
        for (auto vote = history.rbegin(); vote != history.rend() && vote - history.rbegin() < 200;
             ++vote) {
            platforms.insert(vote->second);
        }
        platforms.erase(0);
        auto const recent = static_cast<std::int64_t>(rushed.size());
        auto const parts = standing.parts(at);
        REQUIRE(parts.time == 10'000 * (recent - std::ranges::count(rushed, true)) / recent);
        REQUIRE(parts.platform == std::min<std::int64_t>(10'000, 2'500 * std::ssize(platforms)));
    }
}

TEST_CASE("incidents a quarter of an hour apart are two, closer ones are one", "[voting][domain]")
{
    auto standing = newcomer();
    auto const flagged_vote = [&](std::chrono::minutes after) {
        auto entry = vote_at(kNoon + after);
        entry.flags.set(EntryFlags::kFlagged);
        standing.fold(entry);
    };
    flagged_vote(std::chrono::minutes{0});
    flagged_vote(std::chrono::minutes{14});
    CHECK(standing.warnings() == 1);
    CHECK(standing.flagged_until() == kNoon + kFlagDuration);

    flagged_vote(std::chrono::minutes{15});
    CHECK(standing.warnings() == 2);
    CHECK(standing.flagged(kNoon + kFlagDuration));
    CHECK_FALSE(standing.flagged(kNoon + kFlagDuration + std::chrono::minutes{15}));
}

TEST_CASE("usage counts the running UTC hour and day alone", "[voting][domain]")
{
    auto standing = newcomer();
    standing.fold(vote_at(kNoon));
    standing.fold(vote_at(kNoon + std::chrono::minutes{59}));

    CHECK(standing.usage(kNoon + std::chrono::minutes{59}) == QuotaUsage{2, 2});
    CHECK(standing.usage(kNoon + std::chrono::minutes{60}) == QuotaUsage{0, 2});
    CHECK(standing.usage(kNoon + std::chrono::hours{12}) == QuotaUsage{0, 0});
}

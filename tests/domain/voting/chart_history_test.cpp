#include <upbeat/domain/voting/chart_history.hpp>

#include <algorithm>
#include <map>
#include <random>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "random_history.hpp"

using namespace upbeat;
using namespace upbeat::voting;

namespace {

// The charts of one instant.
struct Charted {
    Timestamp at{};
    std::vector<ChartTable> tables{};
    PastTrending trending{};
};

struct Asked {
    Period period;
    std::optional<ItemKind> kind;
    std::optional<std::string> genre;
    std::int64_t min_votes;
};

std::vector<Asked> all_questions()
{
    std::vector<Asked> asked;
    for (auto const period : {Period::daily, Period::weekly, Period::monthly, Period::alltime}) {
        asked.push_back({period, std::nullopt, std::nullopt, kDefaultMinVotes});
        asked.push_back({period, ItemKind::track, std::nullopt, 2});
        asked.push_back({period, std::nullopt, "rock", 1});
    }
    return asked;
}

// What the running charts show now.
Charted live_charts(VotingProjection& projection, Timestamp at)
{
    projection.advance(at);
    Charted charted{.at = at};
    auto const& charts = projection.charts();
    auto const& items = projection.items();
    for (auto const& [period, kind, genre, min_votes] : all_questions()) {
        charted.tables.push_back(charts.chart(
            items, period, {.kind = kind, .genre = genre, .limit = 5, .min_votes = min_votes}
        ));
    }
    charted.trending = {
        charts.trending(items, ItemKind::track, 5), charts.trending(items, ItemKind::tool, 5)
    };
    return charted;
}

bool equal(ChartTable const& past, ChartTable const& then)
{
    return past.rows == then.rows && past.min_votes == then.min_votes &&
           past.qualified == then.qualified && past.window_start == then.window_start;
}

// A run of a store: votes in order, and now and then an item that is hidden, removed or shown
// again, with the charts as they were on the way.
class Chronicle {
   public:
    // Writes the charts down after every so many votes.
    explicit Chronicle(RandomHistory const& history, std::size_t every = 1)
        : history_{history}, running_{history.begin()}
    {
        for (auto const& facts : history.items()) {
            facts_.emplace(facts.num, facts);
            running_.put_item(facts);
            past_.learn(facts);
        }
        auto const& entries = history.entries();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            running_.fold(entries[i]);
            change_status(entries[i], i);
            if (i % every != 0) {
                continue;
            }
            recorded_.push_back(live_charts(running_, entries[i].at));
            if (i + 1 < entries.size()) {
                auto const half = (entries[i + 1].at - entries[i].at) / 2;
                recorded_.push_back(live_charts(running_, entries[i].at + half));
            }
        }
    }

    // The history takes the votes in any order and in several helpings.
    ChartHistory const& told_in_disorder(unsigned seed)
    {
        auto entries = history_.entries();
        std::shuffle(entries.begin(), entries.end(), std::mt19937{seed});
        std::span<LedgerEntry const> left{entries};
        // Growing helpings end up in one run, shrinking ones in many.
        for (std::size_t helping = 1; !left.empty(); helping = helping * 2 + 1) {
            auto const most = seed % 2 == 0 ? helping : left.size() * 2 / 3 + 1;
            auto const size = std::min(left.size(), most);
            past_.take(left.last(size));
            past_.settle();
            left = left.first(left.size() - size);
        }
        return past_;
    }

    std::vector<Charted> const& recorded() const { return recorded_; }

    std::unordered_set<ItemNum> of_genre(std::string const& genre) const
    {
        std::unordered_set<ItemNum> items;
        for (auto const& [num, facts] : facts_) {
            if (facts.genre == genre) {
                items.insert(num);
            }
        }
        return items;
    }

   private:
    void change_status(LedgerEntry const& entry, std::size_t place)
    {
        if (place % 5 != 4) {
            return;
        }
        auto& facts = facts_.at(ItemNum{100 + (entry.item.value + 3) % RandomHistory::kItems});
        facts.status = static_cast<ItemStatus>((static_cast<int>(facts.status) + 1) % 3);
        running_.put_item(facts);
        past_.set_status(facts.num, entry.at, ++changes_, facts.status);
    }

    RandomHistory const& history_;
    VotingProjection running_;
    ChartHistory past_;
    std::map<ItemNum, ItemFacts> facts_;
    std::vector<Charted> recorded_;
    std::int64_t changes_ = 0;
};

LedgerEntry a_vote(std::int64_t item, std::int64_t voter, Timestamp at, int weight)
{
    LedgerEntry entry;
    entry.item = {item};
    entry.voter = {voter};
    entry.direction = Direction::up;
    entry.weight = {weight};
    entry.at = at;
    return entry;
}

auto const kNoon = Timestamp{std::chrono::hours{492'396}};

ChartHistory two_items()
{
    ChartHistory history;
    history.learn({.num = {1}, .created_at = kNoon - std::chrono::days{3}, .id = "a"});
    history.learn({.num = {2}, .created_at = kNoon - std::chrono::hours{1}, .id = "b"});
    return history;
}

std::vector<std::int64_t> order_of(ChartTable const& table)
{
    std::vector<std::int64_t> order;
    for (auto const& row : table.rows) {
        order.push_back(row.item.value);
    }
    return order;
}

// Whether the history draws all charts as they were written down.
bool draws_the_same(Chronicle& chronicle, unsigned seed)
{
    auto const& past = chronicle.told_in_disorder(seed);
    auto const questions = all_questions();
    for (auto const& then : chronicle.recorded()) {
        for (std::size_t i = 0; i < questions.size(); ++i) {
            auto const& asked = questions[i];
            PastFilter filter{.period = asked.period, .kind = asked.kind, .limit = 5};
            filter.min_votes = asked.min_votes;
            if (asked.genre) {
                filter.only = chronicle.of_genre(*asked.genre);
            }
            if (!equal(past.chart(filter, then.at), then.tables[i])) {
                return false;
            }
        }
        auto const trending = past.trending(5, then.at);
        if (trending.tracks != then.trending.tracks || trending.tools != then.trending.tools) {
            return false;
        }
    }
    return true;
}

RandomHistory long_history(unsigned seed)
{
    std::mt19937 random{seed};
    auto const byte = [&] { return static_cast<std::uint8_t>(random() % 256); };
    std::vector<Move> moves;
    for (int i = 0; i < 4'000; ++i) {
        // Few pauses of days: many votes share their hour, and epochs change on the way.
        auto const pause = random() % 50 == 0 ? byte() : static_cast<std::uint8_t>(byte() % 200);
        // A vote that is voided is out of the play, so that must be rare.
        auto const act = byte();
        auto const voids = act % 7 == 1 && random() % 20 != 0;
        moves.emplace_back(byte(), byte(), voids ? static_cast<std::uint8_t>(act + 1) : act, pause);
    }
    return RandomHistory{moves};
}

}  // namespace

TEST_CASE("a chart of the past is the chart that stood then", "[voting][domain][property]")
{
    CHECK(rc::check("past == live", [] {
        RandomHistory const history{*rc::gen::scale(4.0, rc::gen::arbitrary<std::vector<Move>>())};
        // Some twenty instants are enough for one history; there are a hundred histories.
        Chronicle chronicle{history, 1 + history.entries().size() / 20};
        RC_ASSERT(draws_the_same(chronicle, *rc::gen::arbitrary<unsigned>()));
    }));
}

TEST_CASE("so it is after thousands of votes over years", "[voting][domain][property]")
{
    auto const seed = GENERATE(1U, 2U);
    auto const history = long_history(seed);
    Chronicle chronicle{history, 40};
    CHECK(chronicle.recorded().size() > 100);
    CHECK(draws_the_same(chronicle, seed));
}

TEST_CASE("before the first vote a chart lists what was published, the oldest first", "[voting]")
{
    auto history = two_items();
    history.take(std::array{a_vote(2, 1, kNoon, 5'000)});
    history.settle();

    CHECK(order_of(history.chart({}, kNoon - std::chrono::microseconds{1})) == std::vector{1L, 2L});
    CHECK(order_of(history.chart({}, kNoon)) == std::vector{2L, 1L});
}

TEST_CASE("an item stands in no chart before it was published", "[voting]")
{
    auto const history = two_items();

    CHECK(order_of(history.chart({}, kNoon - std::chrono::hours{2})) == std::vector{1L});
    CHECK(history.trending(10, kNoon - std::chrono::hours{2}).tracks.size() == 1);
    CHECK(history.chart({}, kNoon - std::chrono::days{9}).rows.empty());
}

TEST_CASE("an item is charted for as long as it was live", "[voting]")
{
    auto history = two_items();
    auto const hour = std::chrono::hours{1};
    history.set_status({1}, kNoon, 1, ItemStatus::removed);
    history.set_status({1}, kNoon + hour, 2, ItemStatus::live);

    CHECK(order_of(history.chart({}, kNoon - std::chrono::microseconds{1})) == std::vector{1L, 2L});
    CHECK(order_of(history.chart({}, kNoon)) == std::vector{2L});
    CHECK(order_of(history.chart({}, kNoon + hour)) == std::vector{1L, 2L});
}

TEST_CASE("a vote of an item that nobody announced stands in no chart until it is", "[voting]")
{
    auto history = two_items();
    history.take(std::array{a_vote(3, 1, kNoon, 5'000)});
    history.settle();
    CHECK(order_of(history.chart({}, kNoon)) == std::vector{1L, 2L});

    history.learn({.num = {3}, .created_at = kNoon, .id = "c"});
    CHECK(order_of(history.chart({}, kNoon)) == std::vector{3L, 1L, 2L});
}

TEST_CASE("a vote counts until the very microsecond in which it is taken back", "[voting]")
{
    auto history = two_items();
    auto const later = kNoon + std::chrono::days{2};
    auto const withdrawal = [&] {
        auto entry = a_vote(1, 1, later, 0);
        entry.revision = 1;
        entry.reason = Reason::withdrawn;
        entry.direction = Direction::abstain;
        entry.prior_direction = Direction::up;
        entry.prior_weight = {5'000};
        entry.prior_at = kNoon;
        return entry;
    }();
    history.take(std::array{withdrawal, a_vote(1, 1, kNoon, 5'000)});
    history.settle();

    auto const weighted = [&](Timestamp at) {
        return history.chart({}, at).rows.front().votes.weighted;
    };
    CHECK(weighted(later - std::chrono::microseconds{1}) == 5'000);
    CHECK(weighted(later) == 0);
}

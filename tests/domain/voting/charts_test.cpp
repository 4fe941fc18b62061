#include <catch2/catch.hpp>

#include <upbeat/domain/voting/voting_projection.hpp>

using namespace upbeat;
using namespace upbeat::voting;

namespace {

constexpr Timestamp kNoon = from_micros(1'772'625'600'000'000);

// A projection with tracks 1..n, every one made a minute after the one before.
struct Stage {
    explicit Stage(int tracks)
    {
        for (int i = 1; i <= tracks; ++i) {
            put(i, i % 5 == 0 ? "jazz" : "rock");
        }
    }

    void put(int num, std::string const& genre, ItemKind kind = ItemKind::track)
    {
        projection.put_item(
            {.num = ItemNum{num},
             .kind = kind,
             .created_at = kNoon - std::chrono::hours{2'000} + std::chrono::minutes{num},
             .id = "item-" + std::to_string(num),
             .genre = genre}
        );
    }

    void vote(
        int item,
        int count,
        Direction direction = Direction::up,
        Timestamp at = kNoon,
        int weight = 1'000
    )
    {
        for (int i = 0; i < count; ++i) {
            LedgerEntry entry;
            entry.item = ItemNum{item};
            entry.voter = VoterNum{++voters};
            entry.direction = direction;
            entry.weight = Weight{weight};
            entry.at = at;
            entry.seq = voters;
            if (weight == 0) {
                entry.reason = Reason::guest;
            }
            projection.advance(at);
            projection.fold(entry);
        }
    }

    ChartTable chart(Period period, ChartFilter const& filter = {}) const
    {
        return projection.charts().chart(projection.items(), period, filter);
    }

    VotingProjection projection{kNoon - std::chrono::hours{1'000}};
    int voters = 0;
};

std::vector<std::int64_t> items_of(ChartTable const& table)
{
    std::vector<std::int64_t> items;
    for (auto const& row : table.rows) {
        items.push_back(row.item.value);
    }
    return items;
}

}  // namespace

TEST_CASE("weight decides, then the raw score, then votes, then age", "[voting][domain]")
{
    Stage stage{5};
    stage.vote(1, 1, Direction::up, kNoon, 9'000);
    stage.vote(2, 2, Direction::up, kNoon, 5'000);
    stage.vote(3, 9, Direction::up, kNoon, 1'000);  // as 1, with a higher score
    stage.vote(4, 9, Direction::up, kNoon, 1'000);  // as 3, but younger
    stage.vote(4, 1, Direction::abstain);

    CHECK(items_of(stage.chart(Period::daily)) == std::vector<std::int64_t>{2, 3, 4, 1});
}

TEST_CASE("items with fifty votes come first and the others are provisional", "[voting][domain]")
{
    Stage stage{4};
    stage.vote(1, 50, Direction::up, kNoon, 1'000);
    stage.vote(2, 49, Direction::up, kNoon, 2'000);  // heavier, but too few
    stage.vote(3, 49, Direction::up, kNoon, 1'000);
    stage.vote(3, 1, Direction::up, kNoon, 0);  // a guest does not make it fifty

    auto const table = stage.chart(Period::weekly);

    CHECK(items_of(table) == std::vector<std::int64_t>{1, 2, 3});
    CHECK(table.qualified == 1);
    CHECK_FALSE(table.rows[0].provisional);
    CHECK(table.rows[1].provisional);
    CHECK(table.rows[2].rank == 3);
}

TEST_CASE("if fifty items qualify, nobody else is listed", "[voting][domain]")
{
    Stage stage{60};
    for (int item = 1; item <= 52; ++item) {
        stage.vote(item, 50, Direction::up, kNoon, 1'000 + item);
    }
    stage.vote(60, 1, Direction::up, kNoon, 10'000);

    auto const table = stage.chart(Period::alltime);

    CHECK(table.rows.size() == 50);
    CHECK(table.qualified == 50);
    CHECK(std::ranges::none_of(table.rows, &ChartRow::provisional));
    CHECK(table.rows.front().item == ItemNum{52});
}

TEST_CASE("all time lists items without votes too, so that it is never empty", "[voting][domain]")
{
    Stage stage{3};

    CHECK(items_of(stage.chart(Period::alltime)) == std::vector<std::int64_t>{1, 2, 3});
    CHECK(stage.chart(Period::monthly).rows.empty());
}

TEST_CASE("charts can be of one kind, one genre, and other numbers of votes", "[voting][domain]")
{
    Stage stage{10};
    stage.put(11, "stems", ItemKind::tool);
    for (int item = 1; item <= 11; ++item) {
        stage.vote(item, item);
    }

    CHECK(
        items_of(stage.chart(Period::daily, {.kind = ItemKind::tool})) ==
        std::vector<std::int64_t>{11}
    );
    CHECK(
        items_of(stage.chart(Period::daily, {.genre = "jazz"})) == std::vector<std::int64_t>{10, 5}
    );
    CHECK(stage.chart(Period::daily, {.genre = "unheard-of"}).rows.empty());
    CHECK(stage.chart(Period::daily, {.limit = 4}).rows.size() == 4);
    auto const eight = stage.chart(Period::daily, {.min_votes = 8});
    CHECK(eight.qualified == 4);
    CHECK(eight.rows[3].item == ItemNum{8});
    CHECK_FALSE(eight.rows[3].provisional);
    CHECK(eight.rows[4].provisional);
}

TEST_CASE("votes leave the windows as the hours pass", "[voting][domain]")
{
    Stage stage{1};
    stage.vote(1, 3);
    auto const listed = [&](Period period) { return stage.chart(period).rows.size(); };

    stage.projection.advance(kNoon + std::chrono::hours{23});
    CHECK(listed(Period::daily) == 1);
    stage.projection.advance(kNoon + std::chrono::hours{24});
    CHECK(listed(Period::daily) == 0);
    CHECK(listed(Period::weekly) == 1);
    stage.projection.advance(kNoon + std::chrono::hours{168});
    CHECK(listed(Period::weekly) == 0);
    CHECK(listed(Period::monthly) == 1);
    stage.projection.advance(kNoon + std::chrono::hours{720});
    CHECK(listed(Period::monthly) == 0);
    CHECK(stage.chart(Period::alltime).rows.front().votes.up == 3);
}

TEST_CASE("a window begins at a full hour", "[voting][domain]")
{
    Stage stage{1};
    stage.projection.advance(kNoon + std::chrono::minutes{30});

    CHECK(stage.chart(Period::daily).window_start == kNoon - std::chrono::hours{23});
    CHECK_FALSE(stage.chart(Period::alltime).window_start);
}

TEST_CASE("a vote of two days ago counts half in trending", "[voting][domain]")
{
    Stage stage{2};
    stage.vote(1, 1, Direction::up, kNoon - std::chrono::hours{48}, 8'000);
    stage.vote(2, 1, Direction::up, kNoon, 4'000);
    auto const& items = stage.projection.items();

    CHECK(items[*items.find(ItemNum{1})].trending == items[*items.find(ItemNum{2})].trending);
}

TEST_CASE("trending tells the day's change and the move since yesterday", "[voting][domain]")
{
    Stage stage{3};
    stage.vote(1, 5, Direction::up, kNoon - std::chrono::hours{30});
    stage.vote(2, 3, Direction::up, kNoon - std::chrono::hours{30});
    stage.vote(2, 4, Direction::up, kNoon);
    stage.vote(2, 1, Direction::down, kNoon);
    stage.vote(3, 1, Direction::up, kNoon);

    auto const rows =
        stage.projection.charts().trending(stage.projection.items(), ItemKind::track, 10);

    REQUIRE(rows.size() == 3);
    CHECK(rows[0].item == ItemNum{2});
    CHECK(rows[0].trend == 3);
    CHECK(rows[0].rank_change == 1);
    CHECK(rows[1].rank_change == -1);
    CHECK_FALSE(rows[2].rank_change);
}

TEST_CASE("pages of all orders cover every live item once", "[voting][domain]")
{
    Stage stage{40};
    for (int item = 1; item <= 40; ++item) {
        stage.vote(
            item, item % 7 == 0 ? 60 : item % 13, Direction::up, kNoon, 1'000 + item * 7 % 50
        );
    }
    auto const& items = stage.projection.items();
    auto const& charts = stage.projection.charts();
    for (auto const order : {Order::top, Order::trending, Order::votes}) {
        std::vector<Slot> paged;
        for (std::size_t offset = 0; offset < 44; offset += 4) {
            auto const page = charts.slice(items, ItemKind::track, order, offset, 4);
            paged.insert(paged.end(), page.begin(), page.end());
        }
        REQUIRE(paged.size() == 40);
        for (std::size_t i = 1; i < paged.size(); ++i) {
            if (order != Order::votes) {
                CHECK(charts.before(items, order, paged[i - 1], paged[i]));
            }
            CHECK(
                items[paged[i - 1]].tally.total() >=
                (order == Order::votes ? items[paged[i]].tally.total() : 0)
            );
            if (order == Order::top) {
                CHECK(charts.rank(items, paged[i]) == static_cast<std::int64_t>(i) + 1);
            }
        }
    }
}

#include <algorithm>

#include <catch2/catch.hpp>

#include "catalog_fixture.hpp"

using namespace upbeat;
using namespace upbeat::catalog;
using namespace upbeat::testing;

namespace {

// Ten tracks, a minute apart: pop and rock by turns, 80 to 125 BPM, 0.50 to 5.00.
struct TenTracks : CatalogFixture {
    std::vector<Track> tracks;

    TenTracks()
    {
        for (int i = 0; i < 10; ++i) {
            auto next = fields("Song " + std::to_string(i));
            next.genre = i % 2 == 0 ? "pop" : "rock";
            next.bpm = 80 + 5 * i;
            next.price = Price{50 * (i + 1)};
            next.tags = std::vector<std::string>{i < 3 ? "early" : "late"};
            tracks.push_back(publish_as(bot(), next)->track);
            clock.advance(std::chrono::minutes{1});
        }
    }

    std::vector<std::string> titles(BrowseTracksQuery const& query)
    {
        std::vector<std::string> out;
        auto const page = catalog.browse_tracks.execute(query);
        for (auto const& card : page->items) {
            out.push_back(card.track.title);
        }
        return out;
    }
};

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE("lists show the newest first unless told otherwise", "[catalog][application]")
{
    TenTracks fixture;

    CHECK(fixture.titles({.page = {1, 3}}) == Titles{"Song 9", "Song 8", "Song 7"});
    CHECK(fixture.titles({.page = {4, 3}}) == Titles{"Song 0"});
    CHECK(fixture.titles({.page = {5, 3}}).empty());
    auto const page = fixture.catalog.browse_tracks.execute({.page = {1, 3}});
    CHECK(page->total == 10);
    CHECK(page->pages() == 4);
}

TEST_CASE("every filter must fit, and one word of each list", "[catalog][application]")
{
    TenTracks fixture;

    CHECK(
        fixture.titles({.filter = {.genres = {"rock"}, .bpm_max = 95}}) ==
        Titles{"Song 3", "Song 1"}
    );
    CHECK(
        fixture.titles({.filter = {.genres = {"rock", "pop"}, .max_price = 100}}) ==
        Titles{"Song 1", "Song 0"}
    );
    CHECK(fixture.titles({.filter = {.bpm_min = 120}}) == Titles{"Song 9", "Song 8"});
    CHECK(
        fixture.titles({.filter = {.genres = {"pop"}, .tag = "early"}}) ==
        Titles{"Song 2", "Song 0"}
    );
    CHECK(fixture.titles({.filter = {.text = "SONG 7"}}) == Titles{"Song 7"});
    CHECK(fixture.titles({.filter = {.moods = {"sad"}}}).empty());
    CHECK(fixture.titles({.filter = {.platforms = {"udio"}}}).empty());
    CHECK(fixture.titles({.filter = {.owner_id = "nobody"}}).empty());
    CHECK(fixture.titles({.filter = {.owner_id = "bot"}, .page = {1, 100}}).size() == 10);
}

TEST_CASE("lists follow the votes of this moment", "[catalog][application]")
{
    TenTracks fixture;
    fixture.standings.votes[fixture.tracks[2].num] = {.up = 9, .weighted_score = 500};
    fixture.standings.votes[fixture.tracks[5].num] = {.up = 3, .weighted_score = 9'000};

    CHECK(fixture.titles({.sort = TrackSort::top, .page = {1, 2}}) == Titles{"Song 5", "Song 2"});
    CHECK(fixture.titles({.sort = TrackSort::votes, .page = {1, 2}}) == Titles{"Song 2", "Song 5"});
    CHECK(
        fixture.titles({.filter = {.genres = {"pop"}}, .sort = TrackSort::top, .page = {1, 1}}) ==
        Titles{"Song 2"}
    );
}

TEST_CASE("a page too deep to walk to is refused", "[catalog][application]")
{
    TenTracks fixture;

    CHECK(fixture.catalog.browse_tracks.execute({.page = {100, 100}}));
    CHECK(code_of(fixture.catalog.browse_tracks.execute({.page = {101, 100}})) == "page_too_deep");
    CHECK(
        code_of(fixture.catalog.browse_tracks.execute({.page = {INT64_MAX, 100}})) ==
        "page_too_deep"
    );
}

TEST_CASE("removed and changed tracks leave and enter lists at once", "[catalog][application]")
{
    TenTracks fixture;
    auto const id = fixture.tracks[4].id;

    REQUIRE(fixture.catalog.revise_track.execute(
        {.act = {.actor = fixture.bot()}, .id = id, .fields = {.genre = "jazz"}}
    ));
    CHECK(fixture.titles({.filter = {.genres = {"jazz"}}}) == Titles{"Song 4"});

    REQUIRE(fixture.catalog.change_item_status.execute({.act = {.actor = fixture.bot()}, .id = id})
    );
    CHECK(fixture.titles({.filter = {.genres = {"jazz"}}}).empty());
    CHECK(fixture.titles({.filter = {.genres = {"jazz"}, .status = std::nullopt}}).size() == 1);
}

TEST_CASE("facets count live tracks, the most frequent word first", "[catalog][application]")
{
    TenTracks fixture;
    REQUIRE(fixture.catalog.change_item_status.execute(
        {.act = {.actor = fixture.bot()}, .id = fixture.tracks[0].id}
    ));

    auto const genres = fixture.catalog.index.genres();

    REQUIRE(genres.size() == 2);
    CHECK(genres[0].word == "rock");
    CHECK(genres[0].count == 5);
    CHECK(genres[1].count == 4);
    CHECK(fixture.catalog.index.platforms().front().name == "Suno AI");
    CHECK(fixture.catalog.index.moods().front().word == "energetic");
}

TEST_CASE("suggestions begin with a word of the title", "[catalog][application]")
{
    TenTracks fixture;
    REQUIRE(fixture.publish_as(fixture.bot(), CatalogFixture::fields("Golden Harbour")));

    CHECK(fixture.catalog.index.suggest("harb", 10).front().text == "Golden Harbour");
    CHECK(fixture.catalog.index.suggest("old", 10).empty());
    CHECK(fixture.catalog.index.suggest("song", 4).size() == 4);
}

TEST_CASE("similar tracks share the genre and are near in tempo", "[catalog][application]")
{
    TenTracks fixture;

    auto const detail = fixture.catalog.show_item.track(fixture.tracks[4].id);

    REQUIRE(detail);
    REQUIRE(detail->similar.size() == 4);
    CHECK(detail->similar[0].title == "Song 2");
    CHECK(detail->similar[1].title == "Song 6");
    CHECK(detail->creator->name == "Listening Bot");
    CHECK(detail->commission.amount == Price{50});
}

TEST_CASE("a search finds tracks and tools by all of its words", "[catalog][application]")
{
    TenTracks fixture;
    REQUIRE(fixture.catalog.publish_tool.execute({
        .act = {.actor = fixture.bot()},
        .fields = {.name = "Song Sketcher", .website = "https://loops.example.com"},
    }));

    auto const both = fixture.catalog.search.execute({.text = "song"});
    auto const one = fixture.catalog.search.execute({.text = "song sketch"});

    CHECK(both->tracks.total == 10);
    CHECK(both->tools.total == 1);
    CHECK(one->tracks.total == 0);
    CHECK(one->tools.items.front().tool.name == "Song Sketcher");
}

TEST_CASE("an index loaded at once answers like one that grew", "[catalog][application]")
{
    TenTracks fixture;
    CatalogIndex fresh;
    CatalogMemory memory{fresh, fixture.store};

    memory.load();

    CHECK(fresh.size(ItemKind::track) == 10);
    CHECK(fresh.matches(TrackFilter{}) == fixture.catalog.index.matches(TrackFilter{}));
    CHECK(fresh.matches({.genres = {"pop"}}) == fixture.catalog.index.matches({.genres = {"pop"}}));
}

TEST_CASE(
    "what another node changed is found by asking what changed since", "[catalog][application]"
)
{
    TenTracks fixture;
    CatalogIndex other;
    CatalogMemory memory{other, fixture.store};
    memory.load();
    fixture.clock.advance(std::chrono::minutes{1});
    auto const added = fixture.publish_as(fixture.bot(), CatalogFixture::fields("Late"))->track;
    fixture.clock.advance(std::chrono::seconds{1});

    std::vector<ItemNum> told;
    auto const follow = [&] {
        told.clear();
        memory.follow(fixture.clock.now(), [&](auto const& change) { told.push_back(change.num); });
        fixture.clock.advance(std::chrono::minutes{1});
    };

    follow();
    CHECK(std::ranges::count(told, added.num) == 1);
    follow();
    follow();
    CHECK(told.empty());
    CHECK(other.suggest("late", 1).size() == 1);
}

#include <upbeat/application/catalog/import_catalog.hpp>

#include <set>

#include <catch2/catch.hpp>

#include <upbeat/application/catalog/demo_catalog.hpp>

#include "catalog_fixture.hpp"

using namespace upbeat;
using namespace upbeat::catalog;
using namespace upbeat::testing;

namespace {

TrackRecord record(std::optional<std::string> id, std::string title)
{
    TrackRecord out{.id = std::move(id)};
    out.fields.title = std::move(title);
    out.fields.artist = "Studio North";
    return out;
}

std::vector<Outcome> outcomes(std::vector<RecordOutcome> const& records)
{
    std::vector<Outcome> out;
    for (auto const& r : records) {
        out.push_back(r.outcome);
    }
    return out;
}

using Outcomes = std::vector<Outcome>;

}  // namespace

TEST_CASE("an import keeps ids and can be run again", "[catalog][application]")
{
    CatalogFixture fixture;
    std::vector records{record("song-1", "One"), record("suno-abc123", "Two")};

    auto const first = fixture.catalog.import_catalog.tracks(records);
    fixture.clock.advance(std::chrono::hours{1});
    records[1].fields.title = "Two (Edit)";
    auto const second = fixture.catalog.import_catalog.tracks(records);

    CHECK(outcomes(*first) == Outcomes{Outcome::created, Outcome::created});
    CHECK(outcomes(*second) == Outcomes{Outcome::unchanged, Outcome::updated});
    CHECK(fixture.store.track("suno-abc123")->title == "Two (Edit)");
    CHECK(fixture.store.track("song-1")->updated_at < fixture.clock.now());
}

TEST_CASE("an import asks once for all creators of a batch", "[catalog][application]")
{
    CatalogFixture fixture;
    std::vector<TrackRecord> records;
    for (int i = 0; i < 100; ++i) {
        auto const agent = "agent-" + std::to_string(i % 7);
        fixture.creators.creators[agent] = {.id = agent, .name = agent, .voter = VoterNum{i + 1}};
        records.push_back(record("song-" + std::to_string(i), "One"));
        records.back().owner_id = agent;
    }

    REQUIRE(fixture.catalog.import_catalog.tracks(records));

    CHECK(fixture.creators.questions == 1);
    CHECK(fixture.store.track("song-8")->owner.agent_id == "agent-1");
}

TEST_CASE("a wrong record is refused and the others go in", "[catalog][application]")
{
    CatalogFixture fixture;
    std::vector records{
        record("a b", "Bad id"),
        record("ok", "Fine"),
        record("no-title", ""),
        record("stranger", "Owned")
    };
    records[3].owner_id = "nobody";

    auto const done = fixture.catalog.import_catalog.tracks(records);

    CHECK(
        outcomes(*done) ==
        Outcomes{Outcome::refused, Outcome::created, Outcome::refused, Outcome::refused}
    );
    CHECK((*done)[2].error->fields.front().pointer == "/title");
    CHECK((*done)[3].error->fields.front().pointer == "/creator_agent_id");
    CHECK(fixture.store.track("ok"));
}

TEST_CASE(
    "an id stands once in an import and never for a track and a tool", "[catalog][application]"
)
{
    CatalogFixture fixture;
    std::vector const tracks{record("x", "First"), record("x", "Second")};
    ToolRecord tool{.id = "x"};
    tool.fields.name = "Tool";
    tool.fields.website = "https://tool.example.com";

    auto const first = fixture.catalog.import_catalog.tracks(tracks);
    auto const clash = fixture.catalog.import_catalog.tools(std::span{&tool, 1});

    CHECK(outcomes(*first) == Outcomes{Outcome::created, Outcome::refused});
    CHECK(outcomes(*clash) == Outcomes{Outcome::refused});
    CHECK((*clash)[0].error->code == "item_exists");
}

TEST_CASE(
    "the demo catalogue is accepted whole and has everything a browser needs",
    "[catalog][application]"
)
{
    CatalogFixture fixture;
    DemoCatalog const demo{1, fixture.clock.now()};
    std::vector<TrackRecord> tracks = DemoCatalog::seed_tracks(fixture.clock.now());
    std::vector<ToolRecord> tools = DemoCatalog::seed_tools(fixture.clock.now());
    for (std::uint64_t n = 1; n <= DemoCatalog::kTracks; ++n) {
        tracks.push_back(demo.track(n));
    }
    for (std::uint64_t n = 1; n <= DemoCatalog::kTools; ++n) {
        tools.push_back(demo.tool(n));
    }

    auto const imported = fixture.catalog.import_catalog.tracks(tracks);
    auto const imported_tools = fixture.catalog.import_catalog.tools(tools);

    CHECK(outcomes(*imported) == Outcomes(70, Outcome::created));
    CHECK(outcomes(*imported_tools) == Outcomes(13, Outcome::created));
    CHECK(fixture.catalog.index.genres().size() >= 7);
    CHECK(fixture.catalog.index.platforms().size() == 4);
    auto const month_ago = fixture.clock.now() - std::chrono::days{30};
    for (auto const& record : tracks) {
        CHECK(*record.created_at >= month_ago);
        CHECK(*record.created_at <= fixture.clock.now());
        CHECK(*record.fields.bpm >= 70);
        CHECK(*record.fields.bpm <= 160);
    }
}

TEST_CASE("demo content depends on nothing but seed and number", "[catalog][application]")
{
    auto const now = FixedClock{}.now();
    DemoCatalog const demo{7, now};

    CHECK(demo.track(5).fields.title == DemoCatalog(7, now).track(5).fields.title);
    std::set<std::string> ids;
    for (std::uint64_t n = 1; n <= 500; ++n) {
        ids.insert(*demo.track(n).id);
    }
    CHECK(ids.size() == 500);
    CHECK(demo.track(1).demo);
}

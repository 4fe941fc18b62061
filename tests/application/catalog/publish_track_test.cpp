#include <upbeat/application/catalog/publish_track.hpp>

#include <catch2/catch.hpp>

#include "catalog_fixture.hpp"

using namespace upbeat;
using namespace upbeat::catalog;
using namespace upbeat::testing;

TEST_CASE("an agent publishes a track that is live at once and its own", "[catalog][application]")
{
    CatalogFixture fixture;

    auto const published = fixture.publish_as(fixture.bot());

    REQUIRE(published);
    auto const kept = fixture.store.track(published->track.id);
    REQUIRE(kept);
    CHECK(kept->status == Status::live);
    CHECK(kept->owner == Owner{"bot", VoterNum{7}});
    CHECK(kept->artist == "Listening Bot");
    CHECK(kept->created_at == fixture.clock.now());
    CHECK_FALSE(published->affiliate_added);
}

TEST_CASE(
    "voting hears of a published track, the audit log only of administrators",
    "[catalog][application]"
)
{
    CatalogFixture fixture;

    auto const own = fixture.publish_as(fixture.bot());
    auto fields = CatalogFixture::fields("Blue River");
    fields.artist = "Studio North";
    auto const curated = fixture.publish_as(fixture.admin(), fields);

    REQUIRE(own);
    REQUIRE(curated);
    auto const after = fixture.store.aftermath();
    REQUIRE(after.events.size() == 2);
    auto const change = std::get<contracts::ItemChanged>(after.events[0]);
    CHECK(change.num == own->track.num);
    CHECK(change.owner == VoterNum{7});
    CHECK(change.platform == "Suno AI");
    CHECK(change.mood == "energetic");
    CHECK(change.votable);
    REQUIRE(after.audited.size() == 1);
    CHECK(after.audited[0].action == "track.published");
    CHECK(after.audited[0].target_id == curated->track.id);
}

TEST_CASE("the same track is not published twice by one agent", "[catalog][application]")
{
    CatalogFixture fixture;

    auto const first = fixture.publish_as(fixture.bot());
    auto const again = fixture.publish_as(fixture.bot());
    auto const renamed = fixture.publish_as(fixture.bot(), CatalogFixture::fields("Blue River"));

    CHECK(first);
    CHECK(code_of(again) == "duplicate_track");
    CHECK(renamed);
}

TEST_CASE("only administrators choose the id of a track", "[catalog][application]")
{
    CatalogFixture fixture;
    auto const id = ItemId::parse("song-9").value();
    auto fields = CatalogFixture::fields();
    fields.artist = "Studio North";

    auto const by_agent = fixture.catalog.publish_track.execute(
        {.act = {.actor = fixture.bot()}, .fields = fields, .id = id}
    );
    auto const by_admin = fixture.catalog.publish_track.execute(
        {.act = {.actor = fixture.admin()}, .fields = fields, .id = id}
    );
    auto const taken = fixture.catalog.publish_track.execute(
        {.act = {.actor = fixture.admin()}, .fields = fields, .id = id}
    );

    CHECK(by_agent->track.id != "song-9");
    CHECK(by_admin->track.id == "song-9");
    CHECK(code_of(taken) == "item_exists");
}

TEST_CASE("nobody publishes without a credential or while suspended", "[catalog][application]")
{
    CatalogFixture fixture;
    auto suspended = fixture.bot();
    suspended.suspended = true;

    CHECK(code_of(fixture.publish_as(Actor{})) == "credential_required");
    CHECK(code_of(fixture.publish_as(suspended)) == "agent_suspended");
    CHECK(fixture.store.aftermath().events.empty());
}

TEST_CASE("a track needs an artist when nobody owns it", "[catalog][application]")
{
    CatalogFixture fixture;

    auto const refused = fixture.publish_as(fixture.admin());

    REQUIRE_FALSE(refused);
    CHECK(refused.error().fields.front().pointer == "/artist");
}

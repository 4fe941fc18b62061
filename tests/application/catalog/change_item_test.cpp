#include <catch2/catch.hpp>

#include "catalog_fixture.hpp"

using namespace upbeat;
using namespace upbeat::catalog;
using namespace upbeat::testing;

namespace {

Result<void> set_status(
    CatalogFixture& fixture,
    Actor const& actor,
    std::string const& id,
    Status to,
    ItemKind kind = ItemKind::track
)
{
    return fixture.catalog.change_item_status.execute(
        {.act = {.actor = actor, .reason = "spam"}, .kind = kind, .id = id, .to = to}
    );
}

}  // namespace

TEST_CASE("an owner changes a track, and what is not said stays", "[catalog][application]")
{
    CatalogFixture fixture;
    auto const before = fixture.publish_as(fixture.bot())->track;
    fixture.clock.advance(std::chrono::hours{1});

    auto const revised = fixture.catalog.revise_track.execute(
        {.act = {.actor = fixture.bot()}, .id = before.id, .fields = {.title = "Blue River"}}
    );

    REQUIRE(revised);
    auto expected = before;
    expected.title = "Blue River";
    expected.updated_at = fixture.clock.now();
    CHECK(fixture.store.track(before.id) == expected);
}

TEST_CASE(
    "to others a foreign track cannot be changed and does not exist", "[catalog][application]"
)
{
    CatalogFixture fixture;
    auto const id = fixture.publish_as(fixture.bot())->track.id;

    auto const revised = fixture.catalog.revise_track.execute(
        {.act = {.actor = fixture.other()}, .id = id, .fields = {.title = "Mine"}}
    );

    CHECK(code_of(revised) == "item_not_found");
    CHECK(code_of(set_status(fixture, fixture.other(), id, Status::removed)) == "item_not_found");
    CHECK(fixture.store.track(id)->title == "Amber Signal");
}

TEST_CASE(
    "a removed track is gone for its owner and can be restored by an administrator",
    "[catalog][application]"
)
{
    CatalogFixture fixture;
    auto const id = fixture.publish_as(fixture.bot())->track.id;

    CHECK(set_status(fixture, fixture.bot(), id, Status::removed));
    CHECK(code_of(set_status(fixture, fixture.bot(), id, Status::removed)) == "item_not_found");
    CHECK(code_of(set_status(fixture, fixture.bot(), id, Status::live)) == "item_not_found");
    CHECK(code_of(fixture.catalog.show_item.track(id)) == "item_not_found");
    CHECK(set_status(fixture, fixture.admin(), id, Status::live));
    CHECK(fixture.catalog.show_item.track(id));
}

TEST_CASE(
    "an administrator's removal is audited with its reason, an owner's is not",
    "[catalog][application]"
)
{
    CatalogFixture fixture;
    auto const own = fixture.publish_as(fixture.bot())->track.id;
    auto const bad = fixture.publish_as(fixture.bot(), CatalogFixture::fields("Spam"))->track.id;

    CHECK(set_status(fixture, fixture.bot(), own, Status::removed));
    CHECK(set_status(fixture, fixture.admin(), bad, Status::removed));

    auto const audited = fixture.store.aftermath().audited;
    REQUIRE(audited.size() == 1);
    CHECK(audited[0].action == "track.removed");
    CHECK(audited[0].target_id == bad);
    CHECK(audited[0].reason == "spam");
}

TEST_CASE("tools are published, changed and removed like tracks", "[catalog][application]")
{
    CatalogFixture fixture;
    auto const tool = fixture.catalog.publish_tool.execute({
        .act = {.actor = fixture.bot()},
        .fields = {.name = "Loop Sketcher", .website = "https://loops.example.com"},
    });
    REQUIRE(tool);

    auto const revised = fixture.catalog.revise_tool.execute(
        {.act = {.actor = fixture.bot()}, .id = tool->id, .fields = {.category = "Analysis"}}
    );
    auto const foreign = fixture.catalog.revise_tool.execute(
        {.act = {.actor = fixture.other()}, .id = tool->id, .fields = {.category = "Mine"}}
    );

    CHECK(revised->category == "analysis");
    CHECK(code_of(foreign) == "item_not_found");
    CHECK(set_status(fixture, fixture.bot(), tool->id, Status::removed, ItemKind::tool));
    CHECK(code_of(fixture.catalog.show_item.tool(tool->id)) == "item_not_found");
    auto const last = fixture.store.aftermath().events.back();
    CHECK_FALSE(std::get<contracts::ItemChanged>(last).votable);
}

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/voting/item_directory_gateway.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "engine.hpp"

namespace upbeat::voting {
namespace {

constexpr auto kCatalogue = R"sql(
insert into catalog_items (kind, id) values (0, 'song-1');
insert into catalog_items (kind, id) values (1, 'tool-1');
insert into catalog_items (kind, id) values (0, 'song-2');
insert into catalog_tracks (num, title, creator_agent, status, genre, moods, platform, created_at,
    updated_at)
select num, 'One', 5, 'live', 'rock', '["calm","dark"]', 'suno', 10, 20
from catalog_items where id = 'song-1';
insert into catalog_tools (num, name, status, category, created_at, updated_at)
select num, 'Tool', 'removed', 'stems', 11, 21 from catalog_items where id = 'tool-1';
insert into catalog_tracks (num, title, status, created_at, updated_at)
select num, 'Two', 'pending_review', 12, 30 from catalog_items where id = 'song-2')sql";

}  // namespace

TEST_CASE("voting sees the catalogue's items with what it needs of them", "[voting][contract]")
{
    testing::FreshDatabase const database{testing::engine_under_test()};
    auto const filled = database->write([](sql::Session& session) -> Result<void> {
        session.script(kCatalogue);
        return {};
    });
    REQUIRE(filled);
    ItemDirectoryGateway directory{*database};

    std::map<std::string, ItemFacts> items;
    directory.each([&](ItemFacts const& facts) { items.emplace(facts.id, facts); });
    std::map<std::string, Timestamp> changed;
    directory.each_changed(from_micros(21), [&](ItemFacts const& facts, Timestamp at) {
        changed.emplace(facts.id, at);
    });

    REQUIRE(items.size() == 3);
    auto const& song = items.at("song-1");
    CHECK(song.kind == ItemKind::track);
    CHECK(song.status == ItemStatus::live);
    CHECK(song.owner == OwnerNum{5});
    CHECK(song.created_at == from_micros(10));
    CHECK(song.genre == "rock");
    CHECK(song.mood == "calm");
    CHECK(song.platform == "suno");
    CHECK(items.at("tool-1").kind == ItemKind::tool);
    CHECK(items.at("tool-1").status == ItemStatus::removed);
    CHECK(items.at("tool-1").genre == "stems");
    CHECK(items.at("song-2").status == ItemStatus::hidden);
    CHECK(items.at("song-2").mood.empty());
    CHECK(
        changed ==
        std::map<std::string, Timestamp>{{"song-2", from_micros(30)}, {"tool-1", from_micros(21)}}
    );
}

}  // namespace upbeat::voting

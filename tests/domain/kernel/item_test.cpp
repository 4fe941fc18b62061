#include <upbeat/domain/kernel/item.hpp>

#include <catch2/catch.hpp>

using upbeat::ItemKind;
using upbeat::parse_item_kind;

TEST_CASE("song and track name one kind, in any letter case", "[kernel][domain]")
{
    CHECK(parse_item_kind("song") == ItemKind::track);
    CHECK(parse_item_kind("Track") == ItemKind::track);
    CHECK(parse_item_kind("SONG") == ItemKind::track);
    CHECK(parse_item_kind("tool") == ItemKind::tool);
}

TEST_CASE("other words name no kind", "[kernel][domain]")
{
    CHECK_FALSE(parse_item_kind("songs"));
    CHECK_FALSE(parse_item_kind(""));
    CHECK_FALSE(parse_item_kind("album"));
}

TEST_CASE("a track is a song where votes are concerned", "[kernel][domain]")
{
    CHECK(upbeat::vote_word(ItemKind::track) == "song");
    CHECK(upbeat::catalog_word(ItemKind::track) == "track");
}

#include <atomic>
#include <limits>
#include <thread>

#include <catch2/catch.hpp>

#include "catalog_backend.hpp"

using namespace upbeat;
using namespace upbeat::catalog;
using namespace upbeat::testing;

namespace {

Timestamp at(std::int64_t micros)
{
    return from_micros(1'772'625'600'000'000 + micros);
}

Track full_track(std::string id = "song-1")
{
    return {
        .id = std::move(id),
        .title = "Ämber 🎵 \"Signal\"",
        .artist = "Studio 'North'",
        .owner = {},
        .platform = {"suno", "Suno AI"},
        .platform_url = "https://suno.com/song/1",
        .purchase_url = "https://suno.com/song/1?affiliate=aimusicstore",
        .genre = "r&b",
        .moods = {"chill", "dark"},
        .bpm = 400,
        .audio_url = "https://audio.example.com/1.mp3",
        .price = Price{Price::kMaxMinor},
        .description = "line one\nline two\\ :colon ?mark",
        .tags = {"a,b", "\"quoted\"", "日本"},
        .cover_url = "https://images.example.com/1.jpg",
        .duration = 86'400,
        .status = Status::pending_review,
        .demo = true,
        .created_at = at(1),
        .updated_at = at(2),
    };
}

Track bare_track(std::string id)
{
    return {.id = std::move(id), .title = "x", .created_at = at(0), .updated_at = at(0)};
}

Tool full_tool(std::string id = "tool-1")
{
    return {
        .id = std::move(id),
        .name = "Loop Sketcher",
        .website = "https://loops.example.com",
        .affiliate_link = "https://loops.example.com?ref=aimusicstore",
        .commission_rate = 20,
        .category = "text-to-music",
        .description = "…",
        .features = {"One", "Two, with a comma"},
        .pricing = R"({"free":{"price":0,"description":"é"}})",
        .status = Status::hidden,
        .demo = true,
        .created_at = at(3),
        .updated_at = at(4),
    };
}

Track added(CatalogBackend& backend, Track track)
{
    REQUIRE(backend.store().write([&](CatalogStore::Tx& tx) { return tx.items.add(track); }));
    return track;
}

Tool added(CatalogBackend& backend, Tool tool)
{
    REQUIRE(backend.store().write([&](CatalogStore::Tx& tx) { return tx.items.add(tool); }));
    return tool;
}

Error a_broken_rule()
{
    return {.kind = ErrorKind::rule_broken, .code = "broken", .detail = "no"};
}

}  // namespace

TEST_CASE("every field of a track comes back as it was", "[catalog][contract]")
{
    auto const backend = make_catalog_backend();

    auto const full = added(*backend, full_track());
    auto const bare = added(*backend, bare_track("b"));

    CHECK(full.num.value > 0);
    CHECK(bare.num > full.num);
    CHECK(backend->reader().track("song-1") == full);
    CHECK(backend->reader().track("b") == bare);
    CHECK_FALSE(backend->reader().track("nobody"));
    CHECK_FALSE(backend->reader().tool("song-1"));
}

TEST_CASE("every field of a tool comes back as it was", "[catalog][contract]")
{
    auto const backend = make_catalog_backend();

    auto const full = added(*backend, full_tool());
    auto const bare = added(*backend, Tool{.id = "b", .created_at = at(0), .updated_at = at(0)});

    CHECK(backend->reader().tool("tool-1") == full);
    CHECK(backend->reader().tool("b") == bare);
    CHECK_FALSE(backend->reader().track("tool-1"));
}

TEST_CASE("saving changes everything but number, id and owner", "[catalog][contract]")
{
    auto const backend = make_catalog_backend();
    auto const before = added(*backend, bare_track("song-1"));
    auto const tool_before = added(*backend, Tool{.id = "tool-1"});
    auto track = full_track();
    track.num = before.num;
    auto tool = full_tool();
    tool.num = tool_before.num;

    auto const done = backend->store().write([&](CatalogStore::Tx& tx) -> Result<void> {
        CHECK(tx.items.save(track));
        CHECK(tx.items.save(tool));
        auto stranger = track;
        stranger.num = ItemNum{999'999};
        CHECK_FALSE(tx.items.save(stranger));
        return {};
    });

    CHECK(done);
    CHECK(backend->reader().track("song-1") == track);
    CHECK(backend->reader().tool("tool-1") == tool);
}

TEST_CASE("an id stands for one item, be it a track or a tool", "[catalog][contract]")
{
    auto const backend = make_catalog_backend();
    added(*backend, bare_track("x"));
    auto track = bare_track("x");
    Tool tool{.id = "x"};
    std::vector several{bare_track("y"), bare_track("x")};

    auto const again = backend->store().write([&](auto& tx) { return tx.items.add(track); });
    auto const other = backend->store().write([&](auto& tx) { return tx.items.add(tool); });
    auto const batch =
        backend->store().write([&](auto& tx) { return tx.items.add(std::span<Track>{several}); });

    CHECK(again.error().code == "item_exists");
    CHECK(other.error().code == "item_exists");
    CHECK(batch.error().code == "item_exists");
    CHECK_FALSE(backend->reader().track("y"));
}

TEST_CASE("many items are added and found at once", "[catalog][contract]")
{
    auto const backend = make_catalog_backend();
    std::vector<Track> tracks;
    std::vector<std::string> ids;
    for (int i = 0; i < 2'500; ++i) {
        tracks.push_back(bare_track("t" + std::to_string(i)));
        ids.push_back(tracks.back().id);
    }
    ids.emplace_back("unknown");

    REQUIRE(backend->store().write([&](auto& tx) { return tx.items.add(std::span{tracks}); }));
    std::size_t found = 0;
    REQUIRE(backend->store().write([&](CatalogStore::Tx& tx) -> Result<void> {
        found = tx.items.find_tracks(ids).size();
        return {};
    }));

    CHECK(found == 2'500);
    std::vector const wanted{tracks[7].num, ItemNum{-1}, tracks[3].num};
    auto const some = backend->reader().tracks(wanted);
    REQUIRE(some.size() == 2);
    CHECK(some[0].id == "t7");
    CHECK(some[1].id == "t3");
    CHECK(backend->reader().tracks({}).empty());
}

TEST_CASE("what changed is found by the instant of its change", "[catalog][contract]")
{
    auto const backend = make_catalog_backend();
    auto old = bare_track("old");
    old.updated_at = at(10);
    auto fresh = bare_track("fresh");
    fresh.updated_at = at(20);
    added(*backend, old);
    added(*backend, fresh);
    added(*backend, full_tool());
    auto const ids_since = [&](Timestamp since) {
        std::vector<std::string> ids;
        backend->reader().each_track(since, [&](Track const& track) { ids.push_back(track.id); });
        std::ranges::sort(ids);
        return ids;
    };

    CHECK(ids_since(Timestamp::min()) == std::vector<std::string>{"fresh", "old"});
    CHECK(ids_since(at(11)) == std::vector<std::string>{"fresh"});
    CHECK(ids_since(at(20)) == std::vector<std::string>{"fresh"});
    CHECK(ids_since(at(21)).empty());
    int tools = 0;
    backend->reader().each_tool(at(0), [&tools](Tool const&) { ++tools; });
    CHECK(tools == 1);
}

TEST_CASE("a twin is the same track of the same owner that is not removed", "[catalog][contract]")
{
    auto const backend = make_catalog_backend();
    auto track = bare_track("one");
    track.purchase_url = "https://suno.com/1";
    track = added(*backend, track);
    auto const twin_of = [&](Track const& probe) {
        std::optional<std::string> twin;
        REQUIRE(backend->store().write([&](CatalogStore::Tx& tx) -> Result<void> {
            twin = tx.items.find_twin(probe);
            return {};
        }));
        return twin;
    };
    auto renamed = track;
    renamed.title = "y";
    auto foreign = track;
    foreign.owner.agent_id = "other";

    CHECK(twin_of(track) == "one");
    CHECK_FALSE(twin_of(renamed));
    CHECK_FALSE(twin_of(foreign));
    track.status = Status::removed;
    REQUIRE(backend->store().write([&](CatalogStore::Tx& tx) -> Result<void> {
        tx.items.save(track);
        return {};
    }));
    CHECK_FALSE(twin_of(track));
}

TEST_CASE(
    "events are published after the commit, and not at all without one", "[catalog][contract]"
)
{
    auto const backend = make_catalog_backend();
    auto const append = [&](CatalogStore::Tx& tx) {
        tx.events.append(contracts::ItemChanged{.id = "song-1"});
        CHECK(backend->sink.events.empty());
    };

    auto const failed = backend->store().write([&](CatalogStore::Tx& tx) -> Result<void> {
        append(tx);
        return fail(a_broken_rule());
    });
    CHECK_FALSE(failed);
    CHECK(backend->sink.events.empty());

    auto const done = backend->store().write([&](CatalogStore::Tx& tx) -> Result<void> {
        append(tx);
        tx.audit.record({.at = at(0), .actor = "admin", .action = "track.removed"});
        return {};
    });
    CHECK(done);
    REQUIRE(backend->sink.events.size() == 1);
    CHECK(std::get<contracts::ItemChanged>(backend->sink.events[0]).id == "song-1");
}

TEST_CASE("what a failed unit of work wrote is gone", "[catalog][contract]")
{
    auto const backend = make_catalog_backend();
    auto track = bare_track("gone");

    auto const failed = backend->store().write([&](CatalogStore::Tx& tx) -> Result<void> {
        UPBEAT_CHECK(tx.items.add(track));
        return fail(a_broken_rule());
    });
    auto const thrown = [&] {
        static_cast<void>(backend->store().write([&](CatalogStore::Tx& tx) -> Result<void> {
            UPBEAT_CHECK(tx.items.add(track));
            throw std::runtime_error{"no"};
        }));
    };

    CHECK(failed.error().code == "broken");
    CHECK_THROWS_AS(thrown(), std::runtime_error);
    CHECK_FALSE(backend->reader().track("gone"));
}

TEST_CASE("of twenty who want one id at once, one gets it", "[catalog][contract]")
{
    auto const backend = make_catalog_backend();
    std::atomic<int> winners = 0;
    std::atomic<int> losers = 0;

    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i) {
        threads.emplace_back([&] {
            auto track = bare_track("wanted");
            auto const done =
                backend->store().write([&](CatalogStore::Tx& tx) { return tx.items.add(track); });
            ++(done ? winners : losers);
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    CHECK(winners == 1);
    CHECK(losers == 19);
    CHECK(backend->reader().track("wanted"));
}

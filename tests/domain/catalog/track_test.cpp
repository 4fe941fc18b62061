#include <upbeat/domain/catalog/track.hpp>

#include <algorithm>

#include <catch2/catch.hpp>

#include <upbeat/domain/catalog/tool.hpp>

using namespace upbeat;
using namespace upbeat::catalog;

namespace {

TrackFields complete()
{
    return {
        .title = "Amber Signal",
        .platform = "suno",
        .purchase_url = "https://suno.com/song/1",
    };
}

Result<RevisedTrack> publish(TrackFields const& fields)
{
    return revise({}, fields, "aimusicstore", Completeness::published);
}

std::vector<std::string> pointers(Error const& error)
{
    std::vector<std::string> out;
    for (auto const& field : error.fields) {
        out.push_back(field.pointer);
    }
    std::ranges::sort(out);
    return out;
}

}  // namespace

TEST_CASE("a track takes on the canonical form of what is said about it", "[catalog][domain]")
{
    auto fields = complete();
    fields.title = "  Amber Signal ";
    fields.genre = "Lofi";
    fields.moods = {"Chill", "Happy", "chill"};
    fields.tags = {"#Night", "drive"};
    fields.bpm = 84;

    auto const revised = publish(fields);

    REQUIRE(revised);
    CHECK(revised->affiliate_added);
    CHECK(revised->track.title == "Amber Signal");
    CHECK(revised->track.platform.name == "Suno AI");
    CHECK(revised->track.genre == "lo-fi");
    CHECK(revised->track.moods == std::vector<std::string>{"chill", "happy"});
    CHECK(revised->track.tags == std::vector<std::string>{"night", "drive"});
    CHECK(revised->track.price == Price{199});
    CHECK(search_text(revised->track) == "amber signal\n\nnight\ndrive");
}

TEST_CASE("every wrong field of a track is told at once", "[catalog][domain]")
{
    TrackFields const fields{
        .title = std::string(256, 'x'),
        .platform = "suno",
        .purchase_url = "https://evil.example/",
        .moods = std::vector<std::string>(11, "m"),
        .bpm = 19,
        .audio_url = "http://192.168.0.1/a.mp3",
        .tags = std::vector<std::string>{std::string(41, 't')},
        .duration = -1,
    };

    auto const refused = publish(fields);

    REQUIRE_FALSE(refused);
    CHECK(
        pointers(refused.error()) ==
        std::vector<std::string>{
            "/audio_url", "/bpm", "/duration", "/purchase_url", "/tags", "/title"
        }
    );
}

TEST_CASE(
    "publishing needs a title and a purchase URL, importing only a title", "[catalog][domain]"
)
{
    auto const published = publish({});
    auto const imported = revise({}, {.title = "Old"}, "x", Completeness::imported);
    auto const nameless = revise({}, {}, "x", Completeness::imported);

    REQUIRE_FALSE(published);
    CHECK(pointers(published.error()) == std::vector<std::string>{"/purchase_url", "/title"});
    CHECK(imported);
    CHECK_FALSE(nameless);
}

TEST_CASE("a track that moves to another platform must have a link to it", "[catalog][domain]")
{
    auto const track = publish(complete())->track;

    auto const moved = revise(track, {.platform = "Udio"}, "x", Completeness::published);
    auto const stayed = revise(track, {.genre = "pop"}, "aimusicstore", Completeness::published);

    CHECK_FALSE(moved);
    REQUIRE(stayed);
    CHECK_FALSE(stayed->affiliate_added);
    CHECK(stayed->track.purchase_url == track.purchase_url);
}

TEST_CASE("a tool needs a name and a website and keeps its own affiliate link", "[catalog][domain]")
{
    auto const nothing = revise(Tool{}, ToolFields{});
    auto const tool = revise(
        Tool{},
        ToolFields{
            .name = "Loop Sketcher",
            .website = "https://loops.example.com",
            .affiliate_link = "https://loops.example.com?ref=aimusicstore",
            .commission_rate = 20,
            .category = "Text to music",
        }
    );

    REQUIRE_FALSE(nothing);
    CHECK(pointers(nothing.error()) == std::vector<std::string>{"/name", "/website"});
    REQUIRE(tool);
    CHECK(tool->category == "text-to-music");
    CHECK(tool->affiliate_link == "https://loops.example.com?ref=aimusicstore");
    CHECK_FALSE(revise(*tool, ToolFields{.commission_rate = 101}));
}

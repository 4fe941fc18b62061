#include <upbeat/application/catalog/demo_catalog.hpp>

#include <array>
#include <chrono>
#include <string>
#include <string_view>

namespace upbeat::catalog {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 32> kFirst{
    "Amber",   "Blue",   "Bright", "Broken", "Calm",   "Cobalt", "Copper", "Crystal",
    "Distant", "Early",  "Faded",  "First",  "Gentle", "Glass",  "Golden", "Green",
    "Hidden",  "Hollow", "Late",   "Little", "Lunar",  "Moving", "Open",   "Paper",
    "Quiet",   "Red",    "Silver", "Slow",   "Soft",   "Static", "Velvet", "Winter",
};
constexpr std::array<Words, 32> kSecond{
    "Avenue",  "Bridge",  "Circuit", "Cloud",  "Coast",   "Current", "Dawn",    "Drift",
    "Echo",    "Engine",  "Field",   "Forest", "Garden",  "Harbour", "Horizon", "Island",
    "Lantern", "Machine", "Meadow",  "Mirror", "Morning", "Motion",  "Orbit",   "Pattern",
    "Rain",    "River",   "Shadow",  "Signal", "Station", "Street",  "Summer",  "Window",
};
constexpr std::array<Words, 8> kForms{
    "", "", "", "", "(Night Version)", "II", "(Reprise)", "(Edit)"
};
constexpr std::array<Words, 12> kProjects{
    "Studio North",
    "Tape Room",
    "Model Seven",
    "Open Loop",
    "Low Ceiling",
    "Third Floor",
    "Machine Choir",
    "Parallel Set",
    "Sample House",
    "Grey Desk",
    "Wide Field",
    "Test Pressing",
};

struct Style {
    Words genre;
    int slowest;
    int fastest;
    std::array<Words, 3> moods;
};
constexpr std::array<Style, 9> kStyles{{
    {"electronic", 110, 140, {"energetic", "upbeat", "dark"}},
    {"hip-hop", 80, 105, {"energetic", "chill", "dark"}},
    {"ambient", 70, 90, {"calm", "peaceful", "relaxed"}},
    {"rock", 100, 150, {"energetic", "dark", "melodic"}},
    {"pop", 95, 130, {"happy", "upbeat", "melodic"}},
    {"lo-fi", 70, 95, {"chill", "relaxed", "calm"}},
    {"experimental", 85, 160, {"dark", "melodic", "energetic"}},
    {"jazz", 80, 145, {"relaxed", "melodic", "chill"}},
    {"classical", 70, 120, {"peaceful", "melodic", "calm"}},
}};

struct Place {
    Words name;
    Words song;  // what a song's address begins with
};
constexpr std::array<Place, 4> kPlaces{{
    {"Suno AI", "https://suno.com/song/"},
    {"Udio", "https://www.udio.com/songs/"},
    {"Mubert", "https://mubert.com/render/track/"},
    {"Soundraw", "https://soundraw.io/track/"},
}};

struct DemoTool {
    Words name;
    Words category;
    Words feature;
};
constexpr std::array<DemoTool, DemoCatalog::kTools> kDemoTools{{
    {"Loop Sketcher", "music-generation", "Loops from a tempo and a mood"},
    {"Text Composer", "text-to-music", "Whole songs from a description"},
    {"Stem Splitter", "stem-separation", "Voice, drums, bass and rest apart"},
    {"Chord Finder", "analysis", "Chords and key of any recording"},
    {"Voice Shaper", "voice", "A singing voice from a melody"},
    {"Master Room", "mastering", "Loudness and balance for release"},
    {"Drum Grid", "music-generation", "Rhythms by genre"},
    {"Lyric Desk", "lyrics", "Verses in a given metre"},
    {"Score Reader", "analysis", "Sheet music from audio"},
    {"Sample Shelf", "music-library", "Cleared samples by mood"},
    {"Scene Scorer", "text-to-music", "Music that follows a video"},
    {"Tempo Lab", "analysis", "Beats, tempo and structure"},
}};

// SplitMix64: the n-th number of a stream, without the ones before it.
class Dice {
   public:
    Dice(std::uint64_t seed, std::uint64_t number) : state_{seed * 0x9E3779B97F4A7C15U + number} {}

    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    template <class T, std::size_t N>
    T const& pick(std::array<T, N> const& from)
    {
        return from[below(N)];
    }

   private:
    std::uint64_t next()
    {
        state_ += 0x9E3779B97F4A7C15U;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
};

std::string text(Words words)
{
    return std::string{words};
}

Timestamp within_a_month_before(Timestamp now, Dice& dice)
{
    using namespace std::chrono;
    constexpr auto kMonth = static_cast<std::uint64_t>(seconds{days{30}}.count());
    return floor<seconds>(now) - seconds{static_cast<std::int64_t>(dice.below(kMonth))};
}

TrackRecord seed_track(Words id, Words title, Words platform, Words artist, Words url)
{
    TrackRecord out{.id = text(id)};
    out.fields.title = text(title);
    out.fields.artist = text(artist);
    out.fields.platform = text(platform);
    out.fields.platform_url = text(url);
    out.fields.purchase_url = text(url);
    out.fields.price = Price{199};
    return out;
}

}  // namespace

TrackRecord DemoCatalog::track(std::uint64_t number) const
{
    Dice dice{seed_, number};
    // The first ones go round the styles and platforms, so that a small catalogue has them all.
    auto const& style = kStyles[number % kStyles.size()];
    auto const& place = kPlaces[(number / 3) % kPlaces.size()];
    auto const id = "demo-track-" + std::to_string(number);
    auto const form = dice.pick(kForms);
    auto const tempos = static_cast<std::uint64_t>(style.fastest - style.slowest) + 1;
    auto const tempo = style.slowest + static_cast<int>(dice.below(tempos));
    TrackRecord out{.id = id, .demo = true};
    auto& fields = out.fields;
    fields.title = text(dice.pick(kFirst)) + ' ' + text(dice.pick(kSecond));
    if (!form.empty()) {
        *fields.title += ' ' + text(form);
    }
    fields.artist = text(dice.pick(kProjects));
    fields.platform = text(place.name);
    fields.platform_url = text(place.song) + id;
    fields.purchase_url = *fields.platform_url;
    fields.genre = text(style.genre);
    auto const mood = dice.below(style.moods.size());
    fields.moods = {text(style.moods[mood]), text(style.moods[(mood + 1) % style.moods.size()])};
    fields.bpm = tempo;
    fields.audio_url = "https://audio.example.com/previews/" + id + ".mp3";
    fields.cover_url = "https://images.example.com/covers/" + id + ".jpg";
    fields.price = Price{static_cast<std::int64_t>(99 + 50 * dice.below(7))};
    fields.description = "Demonstration data: an invented " + text(style.genre) + " track.";
    fields.tags = {text(style.genre), text(style.moods[mood]), "demo"};
    fields.duration = static_cast<int>(90 + dice.below(211));
    out.created_at = within_a_month_before(now_, dice);
    return out;
}

ToolRecord DemoCatalog::tool(std::uint64_t number) const
{
    Dice dice{~seed_, number};
    auto const& kind = kDemoTools[(number - 1) % kDemoTools.size()];
    auto const id = "demo-tool-" + std::to_string(number);
    ToolRecord out{.id = id, .demo = true};
    auto& fields = out.fields;
    fields.name = text(kind.name);
    if (number > kDemoTools.size()) {
        *fields.name += ' ' + std::to_string(number);
    }
    fields.website = "https://" + id + ".example.com/";
    fields.affiliate_link = *fields.website + "?ref=aimusicstore";
    fields.commission_rate = static_cast<int>(10 + 5 * dice.below(5));
    fields.category = text(kind.category);
    fields.description = "Demonstration data: an invented tool.";
    fields.features = {text(kind.feature), "Works in the browser", "Programming interface"};
    fields.pricing = R"({"free":{"price":0,"description":"Ten runs a day"},)"
                     R"("pro":{"price":)" +
                     std::to_string(5 + dice.below(20)) +
                     R"(,"description":"Unlimited runs, a month"}})";
    out.created_at = within_a_month_before(now_, dice);
    return out;
}

std::vector<TrackRecord> DemoCatalog::seed_tracks(Timestamp now)
{
    using std::chrono::days;
    auto dreams =
        seed_track("song-1", "Neon Dreams", "Suno AI", "Suno AI", "https://suno.com/song/song-1");
    dreams.fields.genre = "electronic";
    dreams.fields.moods = {"energetic"};
    dreams.fields.bpm = 128;
    dreams.created_at = now - days{2};
    auto serenade = seed_track(
        "song-2", "Midnight Serenade", "Udio", "Udio", "https://www.udio.com/songs/song-2"
    );
    serenade.fields.genre = "ambient";
    serenade.fields.moods = {"chill"};
    serenade.fields.bpm = 80;
    serenade.created_at = now - days{1};
    return {dreams, serenade};
}

std::vector<ToolRecord> DemoCatalog::seed_tools(Timestamp now)
{
    ToolRecord suno{.id = "tool-1"};
    suno.fields.name = "Suno AI";
    suno.fields.website = "https://suno.ai";
    suno.fields.affiliate_link = "https://suno.ai?ref=aimusicstore";
    suno.fields.commission_rate = 20;
    suno.fields.category = "text-to-music";
    suno.fields.features = {"Songs from text", "Vocals and lyrics", "Many genres"};
    suno.fields.pricing = R"({"free":{"price":0,"description":"A few songs a day"}})";
    suno.created_at = now - std::chrono::days{3};
    return {suno};
}

}  // namespace upbeat::catalog

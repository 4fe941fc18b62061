#include <upbeat/domain/catalog/track.hpp>

#include <upbeat/domain/catalog/field_check.hpp>
#include <upbeat/domain/catalog/purchase_url.hpp>
#include <upbeat/domain/catalog/vocabulary.hpp>

namespace upbeat::catalog {
namespace {

constexpr std::size_t kMaxPlatformName = 50;
constexpr std::size_t kMaxImportedTitle = 500;

void take_texts(Track& track, TrackFields const& fields, std::size_t max_title, FieldCheck& check)
{
    check.text(fields.title, track.title, "/title", max_title);
    check.text(fields.artist, track.artist, "/artist", Track::kMaxArtist);
    check.text(fields.description, track.description, "/description", Track::kMaxDescription);
    if (fields.platform) {
        track.platform = platform_of(*fields.platform);
        if (code_points(track.platform.name) > kMaxPlatformName) {
            check.problem("/platform", "too_long", "must have at most 50 characters");
        }
    }
}

void take_words(Track& track, TrackFields const& fields, FieldCheck& check)
{
    if (fields.genre) {
        track.genre = slug(*fields.genre);
        check.words({track.genre}, "/genre", 1, kMaxSlugLength);
    }
    if (fields.moods) {
        track.moods = slugs(*fields.moods);
        check.words(track.moods, "/mood", kMaxMoods, kMaxSlugLength);
    }
    if (fields.tags) {
        track.tags = tags(*fields.tags);
        check.words(track.tags, "/tags", kMaxTags, kMaxTagLength);
    }
}

// The address is looked at again when only the platform changed: it must fit the new one too.
bool take_purchase_url(
    Track& track, TrackFields const& fields, std::string_view affiliate_tag, FieldCheck& check
)
{
    auto const text =
        std::string{trim(fields.purchase_url ? *fields.purchase_url : track.purchase_url)};
    if (text.empty()) {
        track.purchase_url.clear();
        return false;
    }
    auto url = with_affiliate_tag(text, track.platform, affiliate_tag);
    if (!url) {
        check.problems(url.error());
        return false;
    }
    track.purchase_url = std::move(url->text);
    return url->affiliate_added;
}

}  // namespace

Result<RevisedTrack> revise(
    Track const& track,
    TrackFields const& fields,
    std::string_view affiliate_tag,
    Completeness completeness
)
{
    bool const published = completeness == Completeness::published;
    RevisedTrack out{.track = track};
    FieldCheck check;
    take_texts(out.track, fields, published ? Track::kMaxTitle : kMaxImportedTitle, check);
    take_words(out.track, fields, check);
    check.number(fields.bpm, out.track.bpm, "/bpm", Track::kMinBpm, Track::kMaxBpm);
    check.number(fields.duration, out.track.duration, "/duration", 0, Track::kMaxDuration);
    check.url(fields.platform_url, out.track.platform_url, "/platform_url");
    check.url(fields.audio_url, out.track.audio_url, "/audio_url");
    check.url(fields.cover_url, out.track.cover_url, "/cover_url");
    out.affiliate_added = take_purchase_url(out.track, fields, affiliate_tag, check);
    if (fields.price) {
        out.track.price = *fields.price;
    }
    check.required(out.track.title, "/title");
    if (published &&
        trim(fields.purchase_url ? *fields.purchase_url : track.purchase_url).empty()) {
        check.required({}, "/purchase_url");
    }
    UPBEAT_CHECK(check.verdict());
    return out;
}

std::string search_text(Track const& track)
{
    auto text = lower(track.title) + '\n' + lower(track.artist);
    for (auto const& tag : track.tags) {
        text += '\n' + tag;
    }
    return text;
}

}  // namespace upbeat::catalog

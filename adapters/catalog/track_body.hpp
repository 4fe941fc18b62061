#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/schema.hpp>
#include <upbeat/domain/catalog/track.hpp>

namespace upbeat::catalog {

// Words as an array, or in one text with commas between them.
std::optional<std::vector<std::string>> word_list(http::JsonValue const& value);
http::JsonSchema describe_word_list();

inline auto words_or_text()
{
    return http::read_as<std::vector<std::string>>(
        describe_word_list(), word_list, "an array of texts, or one text with commas"
    );
}

// What may be said about a track in a body, besides what publishing requires.
struct TrackBody {
    std::optional<std::string> artist{};
    std::optional<std::string> platform_url{};
    std::optional<std::string> genre{};
    std::optional<std::vector<std::string>> moods{};
    std::optional<int> bpm{};
    std::optional<std::string> audio_url{};
    std::optional<http::Decimal> price{};
    std::optional<std::string> description{};
    std::optional<std::vector<std::string>> tags{};
    std::optional<std::string> cover_url{};
    std::optional<int> duration{};
};

TrackFields fields_of(TrackBody const& body);

// The schema of an input struct that is a TrackBody, with `more` fields of its own in front.
template <class In, class... More>
http::Schema<In> track_schema(More... more)
{
    using namespace http;
    constexpr auto kMostPrice = static_cast<double>(Price::kMaxMinor) / 100.0;
    return object<In>(
        std::move(more)...,
        field("artist", &TrackBody::artist, max_length(Track::kMaxArtist)),
        field(
            "platform_url",
            &TrackBody::platform_url,
            also_named("full_track_url"),
            described("The full track where it was made")
        ),
        field("genre", &TrackBody::genre, max_length(100), example("electronic")),
        field("mood", &TrackBody::moods, words_or_text(), also_named("moods")),
        field("bpm", &TrackBody::bpm, between(Track::kMinBpm, Track::kMaxBpm), also_named("tempo")),
        field("audio_url", &TrackBody::audio_url, described("A preview of half a minute")),
        field("price", &TrackBody::price, between(0, kMostPrice)),
        field("description", &TrackBody::description, max_length(Track::kMaxDescription)),
        field("tags", &TrackBody::tags, words_or_text()),
        field("cover_url", &TrackBody::cover_url),
        field(
            "duration", &TrackBody::duration, between(0, Track::kMaxDuration), described("Seconds")
        )
    );
}

}  // namespace upbeat::catalog

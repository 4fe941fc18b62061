#include <upbeat/adapters/catalog/track_body.hpp>

#include <upbeat/domain/catalog/vocabulary.hpp>

namespace upbeat::catalog {

std::optional<std::vector<std::string>> word_list(http::JsonValue const& value)
{
    if (auto const text = value.as_string()) {
        return split_list(*text);
    }
    if (value.kind() != http::JsonValue::Kind::array) {
        return std::nullopt;
    }
    std::vector<std::string> out;
    for (auto const& item : value.items()) {
        auto const text = item.as_string();
        if (!text) {
            return std::nullopt;
        }
        // A repeated parameter may hold several words each time.
        for (auto& word : split_list(*text)) {
            out.push_back(std::move(word));
        }
    }
    return out;
}

http::JsonSchema describe_word_list()
{
    using http::JsonSchema;
    auto schema = JsonSchema::either(
        {JsonSchema::of("string"), JsonSchema::array_of(JsonSchema::of("string"))}
    );
    // Says the same once more, where the rules of a list's elements are described.
    schema.items.push_back(JsonSchema::of("string"));
    return schema;
}

TrackFields fields_of(TrackBody const& body)
{
    return {
        .artist = body.artist,
        .platform_url = body.platform_url,
        .genre = body.genre,
        .moods = body.moods,
        .bpm = body.bpm,
        .audio_url = body.audio_url,
        .price = body.price ? std::optional{Price{body.price->hundredths}} : std::nullopt,
        .description = body.description,
        .tags = body.tags,
        .cover_url = body.cover_url,
        .duration = body.duration,
    };
}

}  // namespace upbeat::catalog

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/domain/catalog/owner.hpp>
#include <upbeat/domain/catalog/platform.hpp>
#include <upbeat/domain/catalog/price.hpp>
#include <upbeat/domain/catalog/status.hpp>
#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::catalog {

// A track, as the catalogue knows it; vote numbers belong to voting.
// Texts that nobody gave are empty; addresses are absolute http(s) URLs or empty.
struct Track {
    static constexpr std::size_t kMaxTitle = 255;
    static constexpr std::size_t kMaxArtist = 255;
    static constexpr std::size_t kMaxDescription = 5000;
    static constexpr int kMinBpm = 20;
    static constexpr int kMaxBpm = 400;
    static constexpr int kMaxDuration = 24 * 60 * 60;

    ItemNum num{};
    std::string id{};
    std::string title{};
    std::string artist{};
    Owner owner{};
    Platform platform{};
    std::string platform_url{};  // the full track where it was made
    std::string purchase_url{};  // carries the affiliate tag
    std::string genre{};
    std::vector<std::string> moods{};
    std::optional<int> bpm{};
    std::string audio_url{};  // a preview of half a minute
    Price price{};
    std::string description{};
    std::vector<std::string> tags{};
    std::string cover_url{};
    std::optional<int> duration{};  // seconds
    Status status = Status::live;
    bool demo = false;
    Timestamp created_at{};
    Timestamp updated_at{};

    bool operator==(Track const&) const = default;
};

// What somebody says about a track; what is absent stays as it is.
struct TrackFields {
    std::optional<std::string> title{};
    std::optional<std::string> artist{};
    std::optional<std::string> platform{};
    std::optional<std::string> platform_url{};
    std::optional<std::string> purchase_url{};
    std::optional<std::string> genre{};
    std::optional<std::vector<std::string>> moods{};
    std::optional<int> bpm{};
    std::optional<std::string> audio_url{};
    std::optional<Price> price{};
    std::optional<std::string> description{};
    std::optional<std::vector<std::string>> tags{};
    std::optional<std::string> cover_url{};
    std::optional<int> duration{};
};

// How much of a track must be there. A published one needs a title, a platform and a purchase URL;
// an imported one only a title, since older catalogues have no more.
enum class Completeness : unsigned char { published, imported };

struct RevisedTrack {
    Track track;
    bool affiliate_added = false;
};

// The track with `fields` in it, everything in its canonical form; or every field that is wrong.
Result<RevisedTrack> revise(
    Track const& track,
    TrackFields const& fields,
    std::string_view affiliate_tag,
    Completeness completeness
);

// What searches look at: title, artist and tags in lower case.
std::string search_text(Track const& track);

}  // namespace upbeat::catalog

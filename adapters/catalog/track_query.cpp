#include <upbeat/adapters/catalog/track_query.hpp>

#include <algorithm>

#include <upbeat/domain/catalog/platform.hpp>
#include <upbeat/domain/catalog/vocabulary.hpp>

namespace upbeat::catalog {
namespace {

std::optional<std::int64_t> minor(std::optional<http::Decimal> const& amount)
{
    return amount ? std::optional{amount->hundredths} : std::nullopt;
}

}  // namespace

TrackFilter filter_of(TrackQuery const& query)
{
    TrackFilter out{
        .genres = slugs(query.genres),
        .moods = slugs(query.moods),
        .min_price = minor(query.min_price),
        .max_price = minor(query.max_price),
        .bpm_min = query.bpm_min,
        .bpm_max = query.bpm_max,
        .tag = tag(query.tag),
        .owner_id = query.creator,
        .text = query.q,
    };
    for (auto const& word : query.platforms) {
        out.platforms.push_back(platform_of(word).key);
    }
    return out;
}

}  // namespace upbeat::catalog

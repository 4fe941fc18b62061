#include <upbeat/application/catalog/browse_tracks.hpp>

#include <algorithm>

#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::catalog {
namespace {

// Up to here all matches are sorted; a longer list is found by walking down the standings, where
// matches are frequent enough that the walk is short.
constexpr std::size_t kSortedWhole = 20'000;
constexpr std::size_t kStride = 1'024;

StandingOrder order_of(TrackSort sort)
{
    switch (sort) {
        case TrackSort::trending: return StandingOrder::trending;
        case TrackSort::votes: return StandingOrder::votes;
        case TrackSort::newest:
        case TrackSort::top: break;
    }
    return StandingOrder::top;
}

std::vector<ItemNum> part(std::vector<ItemNum> const& items, std::size_t offset, std::size_t count)
{
    auto const first = std::min(offset, items.size());
    auto const last = std::min(first + count, items.size());
    return {
        items.begin() + static_cast<std::ptrdiff_t>(first),
        items.begin() + static_cast<std::ptrdiff_t>(last)
    };
}

// The first `wanted` matching tracks in the order of the standings.
std::vector<ItemNum> walk(
    CatalogIndex const& index,
    Standings const& standings,
    TrackFilter const& filter,
    StandingOrder order,
    std::size_t wanted
)
{
    std::vector<ItemNum> found;
    for (std::size_t at = 0; found.size() < wanted; at += kStride) {
        auto chunk = standings.slice(ItemKind::track, order, at, kStride);
        bool const last = chunk.size() < kStride;
        index.retain(chunk, filter);
        found.insert(found.end(), chunk.begin(), chunk.end());
        if (last) {
            break;
        }
    }
    return found;
}

}  // namespace

BrowseTracks::BrowseTracks(
    CatalogIndex const& index, CatalogReader& reader, Standings const& standings
)
    : index_{index}, reader_{reader}, standings_{standings}
{
}

Result<Page<TrackCard>> BrowseTracks::execute(BrowseTracksQuery const& query) const
{
    if (query.page.page > kDeepest || query.page.page * query.page.limit > kDeepest) {
        return fail(page_too_deep());
    }
    auto const found = find(query);
    return Page<TrackCard>{cards(found.items), found.total, query.page};
}

CatalogIndex::Slice BrowseTracks::find(BrowseTracksQuery const& query) const
{
    auto const offset = static_cast<std::size_t>(query.page.offset());
    auto const count = static_cast<std::size_t>(query.page.limit);
    if (query.sort == TrackSort::newest) {
        return index_.newest(query.filter, offset, count);
    }
    auto const order = order_of(query.sort);
    auto matches = index_.matches(query.filter);
    auto const total = static_cast<std::int64_t>(matches.size());
    // Standings know live items only.
    if (matches.size() > kSortedWhole && query.filter.status == Status::live) {
        auto const found = walk(index_, standings_, query.filter, order, offset + count);
        return {part(found, offset, count), total};
    }
    standings_.sort(matches, order);
    return {part(matches, offset, count), total};
}

std::vector<TrackCard> BrowseTracks::cards(std::vector<ItemNum> const& nums) const
{
    auto tracks = reader_.tracks(nums);
    std::vector<ItemNum> there;
    there.reserve(tracks.size());
    for (auto const& track : tracks) {
        there.push_back(track.num);
    }
    auto const votes = standings_.numbers(there);
    std::vector<TrackCard> out;
    out.reserve(tracks.size());
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        out.push_back({std::move(tracks[i]), votes[i]});
    }
    return out;
}

}  // namespace upbeat::catalog

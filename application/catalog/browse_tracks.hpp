#pragma once

#include <vector>

#include <upbeat/application/catalog/catalog_index.hpp>
#include <upbeat/application/catalog/catalog_reader.hpp>
#include <upbeat/application/catalog/standings.hpp>
#include <upbeat/application/catalog/track_filter.hpp>
#include <upbeat/domain/kernel/page.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::catalog {

// A track in a list, with what its votes say now.
struct TrackCard {
    Track track{};
    VoteNumbers votes{};
};

struct BrowseTracksQuery {
    TrackFilter filter{};
    TrackSort sort = TrackSort::newest;
    PageRequest page{};
};

// One page of the tracks that match. A page behind the end is empty; page x limit beyond
// kDeepest is the error page_too_deep, since every page up to it has to be walked.
class BrowseTracks {
   public:
    static constexpr std::int64_t kDeepest = 10'000;

    BrowseTracks(CatalogIndex const& index, CatalogReader& reader, Standings const& standings);

    Result<Page<TrackCard>> execute(BrowseTracksQuery const& query) const;

    std::vector<TrackCard> cards(std::vector<ItemNum> const& nums) const;

   private:
    CatalogIndex::Slice find(BrowseTracksQuery const& query) const;

    CatalogIndex const& index_;
    CatalogReader& reader_;
    Standings const& standings_;
};

}  // namespace upbeat::catalog

#pragma once

#include <vector>

#include <upbeat/application/catalog/catalog_index.hpp>
#include <upbeat/application/catalog/catalog_reader.hpp>
#include <upbeat/application/catalog/standings.hpp>
#include <upbeat/application/catalog/track_filter.hpp>
#include <upbeat/domain/kernel/page.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::catalog {

// A tool in a list, with what its votes say now.
struct ToolCard {
    Tool tool{};
    VoteNumbers votes{};
};

struct BrowseToolsQuery {
    ToolFilter filter{};
    TrackSort sort = TrackSort::top;
    PageRequest page{};
};

// One page of the tools that match; page_too_deep beyond BrowseTracks::kDeepest.
class BrowseTools {
   public:
    BrowseTools(CatalogIndex const& index, CatalogReader& reader, Standings const& standings);

    Result<Page<ToolCard>> execute(BrowseToolsQuery const& query) const;

   private:
    CatalogIndex const& index_;
    CatalogReader& reader_;
    Standings const& standings_;
};

}  // namespace upbeat::catalog

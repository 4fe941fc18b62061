#pragma once

#include <string>

#include <upbeat/application/catalog/browse_tools.hpp>
#include <upbeat/application/catalog/browse_tracks.hpp>

namespace upbeat::catalog {

struct SearchQuery {
    std::string text{};
    bool tracks = true;
    bool tools = true;
    PageRequest page{};
};

struct SearchOutcome {
    Page<TrackCard> tracks{};
    Page<ToolCard> tools{};
};

// Live items that hold every word of the text in title, artist, tags, name or category, the best
// ranked first. Pages count within each kind. Errors: page_too_deep.
class SearchCatalog {
   public:
    SearchCatalog(BrowseTracks const& tracks, BrowseTools const& tools)
        : tracks_{tracks}, tools_{tools}
    {
    }

    Result<SearchOutcome> execute(SearchQuery const& query) const;

   private:
    BrowseTracks const& tracks_;
    BrowseTools const& tools_;
};

}  // namespace upbeat::catalog

#include <upbeat/application/catalog/search_catalog.hpp>

namespace upbeat::catalog {

Result<SearchOutcome> SearchCatalog::execute(SearchQuery const& query) const
{
    SearchOutcome out;
    out.tracks.request = out.tools.request = query.page;
    if (query.tracks) {
        UPBEAT_TRY(
            out.tracks,
            tracks_.execute(
                {.filter = {.text = query.text}, .sort = TrackSort::top, .page = query.page}
            )
        );
    }
    if (query.tools) {
        UPBEAT_TRY(out.tools, tools_.execute({.filter = {.text = query.text}, .page = query.page}));
    }
    return out;
}

}  // namespace upbeat::catalog

#include <upbeat/application/catalog/browse_tools.hpp>

#include <algorithm>

#include <upbeat/application/catalog/browse_tracks.hpp>
#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::catalog {
namespace {

void sort(std::vector<ItemNum>& tools, TrackSort by, Standings const& standings)
{
    switch (by) {
        case TrackSort::newest: return;
        case TrackSort::top: return standings.sort(tools, StandingOrder::top);
        case TrackSort::trending: return standings.sort(tools, StandingOrder::trending);
        case TrackSort::votes: return standings.sort(tools, StandingOrder::votes);
    }
}

}  // namespace

BrowseTools::BrowseTools(
    CatalogIndex const& index, CatalogReader& reader, Standings const& standings
)
    : index_{index}, reader_{reader}, standings_{standings}
{
}

Result<Page<ToolCard>> BrowseTools::execute(BrowseToolsQuery const& query) const
{
    if (query.page.page > BrowseTracks::kDeepest ||
        query.page.page * query.page.limit > BrowseTracks::kDeepest) {
        return fail(page_too_deep());
    }
    auto matches = index_.matches(query.filter);
    auto const total = static_cast<std::int64_t>(matches.size());
    sort(matches, query.sort, standings_);
    auto const first = std::min(query.page.offset(), total);
    auto const last = std::min(first + query.page.limit, total);
    std::vector<ItemNum> const wanted{matches.begin() + first, matches.begin() + last};
    Page<ToolCard> page{{}, total, query.page};
    for (auto& tool : reader_.tools(wanted)) {
        auto const votes = standings_.numbers(tool.num);
        page.items.push_back({std::move(tool), votes});
    }
    return page;
}

}  // namespace upbeat::catalog

#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_inputs.hpp>
#include <upbeat/adapters/catalog/catalog_json.hpp>
#include <upbeat/adapters/http/snapshot.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

// What a detail route answers, for the document: the answer itself is put together as text.
struct WholeTrack {
    TrackDetail detail{};
    VoteNumbers votes{};
};
struct WholeTool {
    Tool tool{};
    VoteNumbers votes{};
};

Presenter<WholeTrack> whole_track(std::string const& base)
{
    return presenter<WholeTrack>(
        "TrackDetail",
        including(&WholeTrack::detail, track_detail_presenter(base)),
        including(&WholeTrack::votes, votes_presenter())
    );
}

Presenter<WholeTool> whole_tool()
{
    return presenter<WholeTool>(
        "ToolDetail",
        including(&WholeTool::tool, tool_detail_presenter()),
        including(&WholeTool::votes, votes_presenter())
    );
}

template <class T>
std::string open_json(Presenter<T> const& presenter, T const& value)
{
    auto json = presenter.to_json(value);
    json.pop_back();
    return json;
}

auto fast(Catalog& catalog, DetailCache& cache, ItemKind kind)
{
    return [&catalog, &cache, kind](Context const& context, ItemPath const& in) -> SnapshotPtr {
        auto const kept = cache.find(kind, in.id.text(), context.now);
        return kept ? kept->with_votes(catalog.standings) : nullptr;
    };
}

}  // namespace

Endpoint show_track_endpoint(Catalog& catalog, DetailCache& cache, std::string const& base)
{
    auto build = [&catalog, &cache, detail = track_detail_presenter(base)](
                     Context const& context, ItemPath const& in
                 ) -> Result<SnapshotPtr> {
        auto const generation = cache.generation();
        UPBEAT_TRY(auto const shown, catalog.show_item.track(in.id.text()));
        auto const kept = std::make_shared<KeptDetail const>(
            shown.track.num, open_json(detail, shown), context.now
        );
        cache.put(ItemKind::track, in.id.text(), kept, generation);
        return kept->with_votes(catalog.standings);
    };
    return get("/api/v1/tracks/{id}")
        .also_at("/api/v1/songs/{id}")
        .operation("showTrack")
        .tag("catalog")
        .summary("A track, with its votes and rank of this moment")
        .path(item_path_schema<ItemPath>())
        .returns<WholeTrack>(200, whole_track(base))
        .fails_with({no_such_item()})
        .snapshot(fast(catalog, cache, ItemKind::track), std::move(build));
}

Endpoint show_tool_endpoint(Catalog& catalog, DetailCache& cache)
{
    auto build = [&catalog, &cache, detail = tool_detail_presenter()](
                     Context const& context, ItemPath const& in
                 ) -> Result<SnapshotPtr> {
        auto const generation = cache.generation();
        UPBEAT_TRY(auto const tool, catalog.show_item.tool(in.id.text()));
        auto const kept =
            std::make_shared<KeptDetail const>(tool.num, open_json(detail, tool), context.now);
        cache.put(ItemKind::tool, in.id.text(), kept, generation);
        return kept->with_votes(catalog.standings);
    };
    return get("/api/v1/tools/{id}")
        .operation("showTool")
        .tag("catalog")
        .summary("A tool, with its votes and rank of this moment")
        .path(item_path_schema<ItemPath>())
        .returns<WholeTool>(200, whole_tool())
        .fails_with({no_such_item()})
        .snapshot(fast(catalog, cache, ItemKind::tool), std::move(build));
}

}  // namespace upbeat::catalog

#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_inputs.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

Endpoint declare(EndpointBuilder<Nothing, Nothing> start, Catalog& catalog, ItemKind kind)
{
    return std::move(start)
        .tag("catalog")
        .description("It is taken out of every list and chart; its votes are kept.")
        .auth(Auth::any)
        .own_object()
        .idempotent()
        .path(item_path_schema<ItemPath>())
        .returns_nothing("Removed")
        .fails_with({no_such_item()})
        .worker([&catalog, kind](Context const& context, ItemPath const& in) {
            return catalog.change_item_status.execute({
                .act = act_of(context),
                .kind = kind,
                .id = in.id.text(),
                .to = Status::removed,
            });
        });
}

}  // namespace

Endpoint remove_track_endpoint(Catalog& catalog)
{
    return declare(
        del("/api/v1/tracks/{id}").also_at("/api/v1/songs/{id}").summary("Remove a track"),
        catalog,
        ItemKind::track
    );
}

Endpoint remove_tool_endpoint(Catalog& catalog)
{
    return declare(del("/api/v1/tools/{id}").summary("Remove a tool"), catalog, ItemKind::tool);
}

}  // namespace upbeat::catalog

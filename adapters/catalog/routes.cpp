#include <upbeat/adapters/catalog/routes.hpp>

#include <upbeat/adapters/catalog/catalog_endpoints.hpp>

namespace upbeat::catalog {

http::Endpoints routes(Catalog& catalog, DetailCache& cache, std::string const& share_base)
{
    return {
        publish_track_endpoint(catalog, share_base),
        browse_tracks_endpoint(catalog),
        show_track_endpoint(catalog, cache, share_base),
        replace_track_endpoint(catalog),
        revise_track_endpoint(catalog),
        remove_track_endpoint(catalog),
        publish_tool_endpoint(catalog),
        browse_tools_endpoint(catalog),
        show_tool_endpoint(catalog, cache),
        replace_tool_endpoint(catalog),
        revise_tool_endpoint(catalog),
        remove_tool_endpoint(catalog),
        new_releases_endpoint(catalog),
        search_endpoint(catalog),
        suggest_endpoint(catalog),
        genres_endpoint(catalog),
        moods_endpoint(catalog),
        platforms_endpoint(catalog),
        admin_tracks_endpoint(catalog),
        admin_remove_endpoint(catalog, ItemKind::track),
        admin_restore_endpoint(catalog, ItemKind::track),
        admin_tools_endpoint(catalog),
        admin_publish_tool_endpoint(catalog),
        admin_revise_tool_endpoint(catalog),
        admin_remove_endpoint(catalog, ItemKind::tool),
        admin_restore_endpoint(catalog, ItemKind::tool),
    };
}

}  // namespace upbeat::catalog

#pragma once

#include <string>

#include <upbeat/adapters/catalog/detail_cache.hpp>
#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/application/catalog/catalog.hpp>

namespace upbeat::catalog {

// One function for each declaration; routes.hpp gathers them.
http::Endpoint publish_track_endpoint(Catalog& catalog, std::string const& share_base);
http::Endpoint replace_track_endpoint(Catalog& catalog);
http::Endpoint revise_track_endpoint(Catalog& catalog);
http::Endpoint remove_track_endpoint(Catalog& catalog);
http::Endpoint publish_tool_endpoint(Catalog& catalog);
http::Endpoint replace_tool_endpoint(Catalog& catalog);
http::Endpoint revise_tool_endpoint(Catalog& catalog);
http::Endpoint remove_tool_endpoint(Catalog& catalog);

http::Endpoint show_track_endpoint(Catalog& catalog, DetailCache& cache, std::string const& base);
http::Endpoint show_tool_endpoint(Catalog& catalog, DetailCache& cache);
http::Endpoint browse_tracks_endpoint(Catalog& catalog);
http::Endpoint new_releases_endpoint(Catalog& catalog);
http::Endpoint browse_tools_endpoint(Catalog& catalog);
http::Endpoint search_endpoint(Catalog& catalog);
http::Endpoint suggest_endpoint(Catalog& catalog);
http::Endpoint genres_endpoint(Catalog& catalog);
http::Endpoint moods_endpoint(Catalog& catalog);
http::Endpoint platforms_endpoint(Catalog& catalog);

http::Endpoint admin_tracks_endpoint(Catalog& catalog);
http::Endpoint admin_tools_endpoint(Catalog& catalog);
http::Endpoint admin_publish_tool_endpoint(Catalog& catalog);
http::Endpoint admin_revise_tool_endpoint(Catalog& catalog);
http::Endpoint admin_remove_endpoint(Catalog& catalog, ItemKind kind);
http::Endpoint admin_restore_endpoint(Catalog& catalog, ItemKind kind);

}  // namespace upbeat::catalog

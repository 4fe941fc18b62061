#pragma once

#include <string>

#include <upbeat/application/catalog/browse_tools.hpp>
#include <upbeat/application/catalog/browse_tracks.hpp>
#include <upbeat/application/catalog/catalog_memory.hpp>
#include <upbeat/application/catalog/change_item_status.hpp>
#include <upbeat/application/catalog/import_catalog.hpp>
#include <upbeat/application/catalog/publish_tool.hpp>
#include <upbeat/application/catalog/publish_track.hpp>
#include <upbeat/application/catalog/revise_tool.hpp>
#include <upbeat/application/catalog/revise_track.hpp>
#include <upbeat/application/catalog/search_catalog.hpp>
#include <upbeat/application/catalog/show_item.hpp>

namespace upbeat::catalog {

struct CatalogPorts {
    CatalogStore& store;
    CatalogReader& reader;
    Standings const& standings;
    Creators& creators;
    IdGenerator& ids;
    Clock const& clock;
    std::string affiliate_tag = "aimusicstore";
};

// Everything the catalogue can be asked to do.
class Catalog {
   public:
    explicit Catalog(CatalogPorts const& ports);
    Catalog(Catalog const&) = delete;
    Catalog& operator=(Catalog const&) = delete;

    CatalogReader& reader;  // what other contexts' gateways read through
    Standings const& standings;
    CatalogIndex index;
    CatalogMemory memory;

    BrowseTracks browse_tracks;
    BrowseTools browse_tools;
    SearchCatalog search;
    ShowItem show_item;
    PublishTrack publish_track;
    ReviseTrack revise_track;
    PublishTool publish_tool;
    ReviseTool revise_tool;
    ChangeItemStatus change_item_status;
    ImportCatalog import_catalog;
};

}  // namespace upbeat::catalog

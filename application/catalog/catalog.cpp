#include <upbeat/application/catalog/catalog.hpp>

namespace upbeat::catalog {

Catalog::Catalog(CatalogPorts const& ports)
    : reader{ports.reader},
      standings{ports.standings},
      memory{index, ports.reader},
      browse_tracks{index, ports.reader, ports.standings},
      browse_tools{index, ports.reader, ports.standings},
      search{browse_tracks, browse_tools},
      show_item{index, ports.reader, ports.creators},
      publish_track{ports.store, ports.creators, ports.ids, ports.clock, ports.affiliate_tag},
      revise_track{ports.store, ports.clock, ports.affiliate_tag},
      publish_tool{ports.store, ports.ids, ports.clock},
      revise_tool{ports.store, ports.clock},
      change_item_status{ports.store, ports.clock},
      import_catalog{ports.store, ports.creators, ports.ids, ports.clock, ports.affiliate_tag}
{
}

}  // namespace upbeat::catalog

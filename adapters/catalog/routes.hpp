#pragma once

#include <string>

#include <upbeat/adapters/catalog/detail_cache.hpp>
#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/application/catalog/catalog.hpp>

namespace upbeat::catalog {

// The catalogue's endpoints. `cache` must be told of changes: forget() for an item, clear() when an
// agent was renamed. `share_base` is the store's address, without a slash at its end.
http::Endpoints routes(Catalog& catalog, DetailCache& cache, std::string const& share_base);

}  // namespace upbeat::catalog

#include <upbeat/adapters/catalog/catalog_endpoints.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

struct Facets {
    std::vector<Facet> facets{};
};

Endpoint declare(
    std::string const& name, Catalog& catalog, std::vector<Facet> (CatalogIndex::*facets)() const
)
{
    auto const facet = presenter<Facet>(
        "Facet", out("id", &Facet::word), out("name", &Facet::name), out("count", &Facet::count)
    );
    return get("/api/v1/" + name)
        .operation(name)
        .tag("catalog")
        .summary("The " + name + " of live tracks, the most frequent first")
        .returns<Facets>(200, presenter<Facets>("", out(name, &Facets::facets, facet)))
        .worker([&catalog, facets](Context const&) -> Result<Facets> {
            return Facets{(catalog.index.*facets)()};
        });
}

}  // namespace

Endpoint genres_endpoint(Catalog& catalog)
{
    return declare("genres", catalog, &CatalogIndex::genres);
}

Endpoint moods_endpoint(Catalog& catalog)
{
    return declare("moods", catalog, &CatalogIndex::moods);
}

Endpoint platforms_endpoint(Catalog& catalog)
{
    return declare("platforms", catalog, &CatalogIndex::platforms);
}

}  // namespace upbeat::catalog

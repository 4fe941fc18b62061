#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_inputs.hpp>
#include <upbeat/adapters/catalog/catalog_json.hpp>
#include <upbeat/adapters/catalog/page_presenter.hpp>
#include <upbeat/adapters/catalog/track_body.hpp>
#include <upbeat/domain/catalog/vocabulary.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

struct ToolQuery : PageInput {
    std::vector<std::string> categories{};
    std::string q{};
    TrackSort sort = TrackSort::top;
};

Endpoint declare(
    EndpointBuilder<Nothing, Nothing> start, Catalog& catalog, std::optional<Status> status
)
{
    return std::move(start)
        .query(object<ToolQuery>(
            field("category", &ToolQuery::categories, words_or_text(), defaulted),
            field("q", &ToolQuery::q, max_length(100), defaulted),
            field("sort", &ToolQuery::sort, sort_words(), defaulted),
            page_field(),
            limit_field()
        ))
        .returns<Page<ToolCard>>(
            200, page_presenter<ToolCard>("ToolPage", "tools", tool_card_presenter())
        )
        .fails_with({fails(ErrorKind::invalid_input, std::string{kPageTooDeep})})
        .worker([&catalog, status](Context const&, ToolQuery const& in) {
            ToolFilter filter{.categories = slugs(in.categories), .text = in.q, .status = status};
            return catalog.browse_tools.execute(
                {.filter = std::move(filter), .sort = in.sort, .page = in.request()}
            );
        });
}

}  // namespace

Endpoint browse_tools_endpoint(Catalog& catalog)
{
    return declare(
        get("/api/v1/tools")
            .operation("browseTools")
            .tag("catalog")
            .summary("Tools by category and words"),
        catalog,
        Status::live
    );
}

Endpoint admin_tools_endpoint(Catalog& catalog)
{
    return declare(
        get("/api/v1/admin/tools")
            .operation("adminTools")
            .tag("admin")
            .summary("Tools of every status")
            .auth(Auth::admin),
        catalog,
        std::nullopt
    );
}

}  // namespace upbeat::catalog

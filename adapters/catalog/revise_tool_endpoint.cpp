#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_inputs.hpp>
#include <upbeat/adapters/catalog/catalog_json.hpp>
#include <upbeat/adapters/catalog/tool_body.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

struct ReviseToolInput : ToolBody, ItemPath {
    std::optional<std::string> name{};
    std::optional<std::string> website{};
};

Schema<ReviseToolInput> body()
{
    return tool_schema<ReviseToolInput>(
               field("name", &ReviseToolInput::name, length(1, Tool::kMaxName)),
               field("website", &ReviseToolInput::website, length(1, 2048))
    )
        .named("ReviseTool");
}

Endpoint declare(EndpointBuilder<Nothing, Nothing> start, Catalog& catalog)
{
    return std::move(start)
        .summary("Change a tool")
        .description("Fields that are not sent stay as they are; id, owner and votes always do.")
        .idempotent()
        .path(item_path_schema<ReviseToolInput>())
        .body_example(R"({"description":"Now splits five stems"})")
        .body(body())
        .returns<Tool>(200, tool_presenter())
        .fails_with({no_such_item()})
        .worker([&catalog](Context const& context, ReviseToolInput const& in) {
            auto fields = fields_of(in);
            fields.name = in.name;
            fields.website = in.website;
            return catalog.revise_tool.execute(
                {.act = act_of(context), .id = in.id.text(), .fields = std::move(fields)}
            );
        });
}

}  // namespace

Endpoint replace_tool_endpoint(Catalog& catalog)
{
    return declare(put("/api/v1/tools/{id}").tag("catalog").auth(Auth::any).own_object(), catalog);
}

Endpoint revise_tool_endpoint(Catalog& catalog)
{
    return declare(
        patch("/api/v1/tools/{id}").tag("catalog").auth(Auth::any).own_object(), catalog
    );
}

Endpoint admin_revise_tool_endpoint(Catalog& catalog)
{
    return declare(put("/api/v1/admin/tools/{id}").tag("admin").auth(Auth::admin), catalog);
}

}  // namespace upbeat::catalog

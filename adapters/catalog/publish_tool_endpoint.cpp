#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_inputs.hpp>
#include <upbeat/adapters/catalog/catalog_json.hpp>
#include <upbeat/adapters/catalog/tool_body.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

struct PublishToolInput : ToolBody {
    std::optional<std::string> id{};
    std::string name{};
    std::string website{};
};

Schema<PublishToolInput> body()
{
    return tool_schema<PublishToolInput>(
               field(
                   "id",
                   &PublishToolInput::id,
                   id_text(),
                   described("Only administrators may choose one")
               ),
               field("name", &PublishToolInput::name, length(1, Tool::kMaxName)),
               field("website", &PublishToolInput::website, length(1, 2048))
    )
        .named("PublishTool");
}

Endpoint declare(EndpointBuilder<Nothing, Nothing> start, Catalog& catalog)
{
    return std::move(start)
        .summary("Publish a tool")
        .idempotent()
        .body_example(
            R"({"name":"Stem Splitter","website":"https://example.com/stems","category":"mastering"})"
        )
        .body(body())
        .returns<Tool>(201, tool_presenter())
        .fails_with({fails(ErrorKind::conflict, std::string{kItemExists}, "The id is taken.")})
        .worker([&catalog](Context const& context, PublishToolInput const& in) {
            auto fields = fields_of(in);
            fields.name = in.name;
            fields.website = in.website;
            return catalog.publish_tool.execute(
                {.act = act_of(context), .fields = std::move(fields), .id = chosen_id(in.id)}
            );
        });
}

}  // namespace

Endpoint publish_tool_endpoint(Catalog& catalog)
{
    return declare(post("/api/v1/tools").tag("catalog").auth(Auth::any), catalog);
}

Endpoint admin_publish_tool_endpoint(Catalog& catalog)
{
    return declare(post("/api/v1/admin/tools").tag("admin").auth(Auth::admin), catalog);
}

}  // namespace upbeat::catalog

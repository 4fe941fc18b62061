#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_inputs.hpp>
#include <upbeat/adapters/http/presenter.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

struct AdminActInput : ItemPath {
    std::string reason{};
};

struct ItemStatus {
    std::string id{};
    Status status = Status::removed;
};

Presenter<ItemStatus> answer()
{
    return presenter<ItemStatus>(
        "ItemStatus",
        constant("status", "success"),
        out("id", &ItemStatus::id),
        out("item_status", [](ItemStatus const& item) { return std::string{to_word(item.status)}; })
    );
}

Endpoint declare(
    EndpointBuilder<Nothing, Nothing> start, Catalog& catalog, ItemKind kind, Status to
)
{
    return std::move(start)
        .tag("admin")
        .auth(Auth::admin)
        .idempotent()
        .path(item_path_schema<AdminActInput>())
        .query(object<AdminActInput>(field(
            "reason",
            &AdminActInput::reason,
            max_length(500),
            defaulted,
            described("Why; kept in the audit log")
        )))
        .returns<ItemStatus>(200, answer())
        .fails_with({no_such_item()})
        .worker(
            [&catalog,
             kind,
             to](Context const& context, AdminActInput const& in) -> Result<ItemStatus> {
                UPBEAT_CHECK(catalog.change_item_status.execute({
                    .act = act_of(context, in.reason),
                    .kind = kind,
                    .id = in.id.text(),
                    .to = to,
                }));
                return ItemStatus{in.id.text(), to};
            }
        );
}

std::string path_of(ItemKind kind)
{
    return kind == ItemKind::track ? "/api/v1/admin/tracks/{id}" : "/api/v1/admin/tools/{id}";
}

}  // namespace

Endpoint admin_remove_endpoint(Catalog& catalog, ItemKind kind)
{
    return declare(
        del(path_of(kind)).summary("Remove an item, whoever owns it"),
        catalog,
        kind,
        Status::removed
    );
}

Endpoint admin_restore_endpoint(Catalog& catalog, ItemKind kind)
{
    return declare(
        post(path_of(kind) + "/restore").summary("Bring a removed or hidden item back"),
        catalog,
        kind,
        Status::live
    );
}

}  // namespace upbeat::catalog

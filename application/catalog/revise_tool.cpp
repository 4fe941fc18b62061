#include <upbeat/application/catalog/revise_tool.hpp>

#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::catalog {

ReviseTool::ReviseTool(CatalogStore& store, Clock const& clock) : store_{store}, clock_{clock} {}

Result<Tool> ReviseTool::execute(ReviseToolCommand const& command)
{
    UPBEAT_CHECK(may_publish(command.act.actor));
    Tool out;
    UPBEAT_CHECK(store_.write([&](CatalogStore::Tx& tx) -> Result<void> {
        auto const tool = tx.items.find_tool(command.id);
        if (!tool || tool->status == Status::removed ||
            !may_change(command.act.actor, tool->owner)) {
            return fail(item_not_found(ItemKind::tool, command.id));
        }
        UPBEAT_TRY(out, revise(*tool, command.fields));
        out.updated_at = clock_.now();
        tx.items.save(out);
        audit(tx.audit, command.act, out.updated_at, "tool.revised", "tool", command.id);
        tx.events.append(changed(out));
        return {};
    }));
    return out;
}

}  // namespace upbeat::catalog

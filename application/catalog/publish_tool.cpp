#include <upbeat/application/catalog/publish_tool.hpp>

namespace upbeat::catalog {

PublishTool::PublishTool(CatalogStore& store, IdGenerator& ids, Clock const& clock)
    : store_{store}, ids_{ids}, clock_{clock}
{
}

Result<Tool> PublishTool::execute(PublishToolCommand const& command)
{
    UPBEAT_CHECK(may_publish(command.act.actor));
    Tool blank;
    blank.id = command.id && command.act.actor.is_admin() ? command.id->text() : ids_.next("tool");
    blank.owner = owner_of_new(command.act.actor);
    blank.created_at = blank.updated_at = clock_.now();
    UPBEAT_TRY(auto tool, revise(blank, command.fields));
    auto const done = store_.write([&](CatalogStore::Tx& tx) -> Result<void> {
        UPBEAT_CHECK(tx.items.add(tool));
        audit(tx.audit, command.act, tool.created_at, "tool.published", "tool", tool.id);
        tx.events.append(changed(tool));
        return {};
    });
    UPBEAT_CHECK(done);
    return tool;
}

}  // namespace upbeat::catalog

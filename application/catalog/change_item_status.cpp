#include <upbeat/application/catalog/change_item_status.hpp>

#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::catalog {
namespace {

std::string action(ItemKind kind, Status to)
{
    auto const word = to == Status::live ? std::string_view{"restored"} : to_word(to);
    return std::string{catalog_word(kind)} + "." + std::string{word};
}

}  // namespace

ChangeItemStatus::ChangeItemStatus(CatalogStore& store, Clock const& clock)
    : store_{store}, clock_{clock}
{
}

Result<void> ChangeItemStatus::execute(ChangeItemStatusCommand const& command)
{
    UPBEAT_CHECK(may_publish(command.act.actor));
    return store_.write([&](CatalogStore::Tx& tx) {
        return command.kind == ItemKind::track
                   ? change(tx, command, tx.items.find_track(command.id))
                   : change(tx, command, tx.items.find_tool(command.id));
    });
}

template <class Item>
Result<void> ChangeItemStatus::change(
    CatalogStore::Tx& tx, ChangeItemStatusCommand const& command, std::optional<Item> item
)
{
    bool const admin = command.act.actor.is_admin();
    bool const may = item && may_change(command.act.actor, item->owner) &&
                     (admin || (command.to == Status::removed && item->status != Status::removed));
    if (!may) {
        return fail(item_not_found(command.kind, command.id));
    }
    item->status = command.to;
    item->updated_at = clock_.now();
    tx.items.save(*item);
    audit(
        tx.audit,
        command.act,
        item->updated_at,
        action(command.kind, command.to),
        catalog_word(command.kind),
        command.id
    );
    tx.events.append(changed(*item));
    return {};
}

}  // namespace upbeat::catalog

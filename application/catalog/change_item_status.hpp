#pragma once

#include <string>

#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/application/catalog/publishing.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/item.hpp>

namespace upbeat::catalog {

struct ChangeItemStatusCommand {
    Act act{};
    ItemKind kind = ItemKind::track;
    std::string id{};
    Status to = Status::removed;
};

// Removes an item, hides it, or brings it back. Votes and history stay with it. An owner may only
// remove, and to an owner a removed item does not exist; administrators may do all of it, any
// number of times. Errors: credential_required, agent_suspended, item_not_found.
class ChangeItemStatus {
   public:
    ChangeItemStatus(CatalogStore& store, Clock const& clock);

    Result<void> execute(ChangeItemStatusCommand const& command);

   private:
    template <class Item>
    Result<void> change(
        CatalogStore::Tx& tx, ChangeItemStatusCommand const& command, std::optional<Item> item
    );

    CatalogStore& store_;
    Clock const& clock_;
};

}  // namespace upbeat::catalog

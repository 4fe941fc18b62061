#pragma once

#include <optional>

#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/application/catalog/publishing.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/id_generator.hpp>

namespace upbeat::catalog {

struct PublishToolCommand {
    Act act{};
    ToolFields fields{};
    std::optional<ItemId> id{};  // only an administrator may choose one
};

// Puts a tool into the catalogue; it is live at once.
// Errors: credential_required, agent_suspended, validation_failed, item_exists.
class PublishTool {
   public:
    PublishTool(CatalogStore& store, IdGenerator& ids, Clock const& clock);

    Result<Tool> execute(PublishToolCommand const& command);

   private:
    CatalogStore& store_;
    IdGenerator& ids_;
    Clock const& clock_;
};

}  // namespace upbeat::catalog

#pragma once

#include <string>

#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/application/catalog/publishing.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::catalog {

struct ReviseToolCommand {
    Act act{};
    std::string id{};
    ToolFields fields{};
};

// Changes what is said about a tool; id, owner, votes and age stay. Only its owner and
// administrators may. Errors: credential_required, agent_suspended, item_not_found (also for tools
// of others), validation_failed.
class ReviseTool {
   public:
    ReviseTool(CatalogStore& store, Clock const& clock);

    Result<Tool> execute(ReviseToolCommand const& command);

   private:
    CatalogStore& store_;
    Clock const& clock_;
};

}  // namespace upbeat::catalog

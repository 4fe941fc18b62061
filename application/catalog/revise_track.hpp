#pragma once

#include <string>

#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/application/catalog/publishing.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::catalog {

struct ReviseTrackCommand {
    Act act{};
    std::string id{};
    TrackFields fields{};
};

// Changes what is said about a track; id, owner, votes and age stay. Only its owner and
// administrators may. Errors: credential_required, agent_suspended, item_not_found (also for
// tracks of others), validation_failed.
class ReviseTrack {
   public:
    ReviseTrack(CatalogStore& store, Clock const& clock, std::string affiliate_tag);

    Result<RevisedTrack> execute(ReviseTrackCommand const& command);

   private:
    CatalogStore& store_;
    Clock const& clock_;
    std::string affiliate_tag_;
};

}  // namespace upbeat::catalog

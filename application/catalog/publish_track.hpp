#pragma once

#include <optional>
#include <string>

#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/application/catalog/creators.hpp>
#include <upbeat/application/catalog/publishing.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/id_generator.hpp>

namespace upbeat::catalog {

struct PublishTrackCommand {
    Act act{};
    TrackFields fields{};
    std::optional<ItemId> id{};  // only an administrator may choose one
};

// Puts a track into the catalogue; it is live at once. An agent that gives no artist is its own.
// Errors: credential_required, agent_suspended, validation_failed, duplicate_track, item_exists.
class PublishTrack {
   public:
    PublishTrack(
        CatalogStore& store,
        Creators& creators,
        IdGenerator& ids,
        Clock const& clock,
        std::string affiliate_tag
    );

    Result<RevisedTrack> execute(PublishTrackCommand const& command);

   private:
    Result<void> add(CatalogStore::Tx& tx, PublishTrackCommand const& command, Track& track);

    CatalogStore& store_;
    Creators& creators_;
    IdGenerator& ids_;
    Clock const& clock_;
    std::string affiliate_tag_;
};

}  // namespace upbeat::catalog

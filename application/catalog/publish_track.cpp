#include <upbeat/application/catalog/publish_track.hpp>

#include <utility>

#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::catalog {

PublishTrack::PublishTrack(
    CatalogStore& store,
    Creators& creators,
    IdGenerator& ids,
    Clock const& clock,
    std::string affiliate_tag
)
    : store_{store},
      creators_{creators},
      ids_{ids},
      clock_{clock},
      affiliate_tag_{std::move(affiliate_tag)}
{
}

Result<RevisedTrack> PublishTrack::execute(PublishTrackCommand const& command)
{
    UPBEAT_CHECK(may_publish(command.act.actor));
    Track blank;
    blank.id = command.id && command.act.actor.is_admin() ? command.id->text() : ids_.next("trk");
    blank.owner = owner_of_new(command.act.actor);
    blank.created_at = blank.updated_at = clock_.now();
    UPBEAT_TRY(
        auto revised, revise(blank, command.fields, affiliate_tag_, Completeness::published)
    );
    if (revised.track.artist.empty() && !revised.track.owner.none()) {
        auto const creator = creators_.find(revised.track.owner.agent_id);
        revised.track.artist = creator ? creator->name : revised.track.owner.agent_id;
    }
    if (revised.track.artist.empty()) {
        return fail(invalid_field("/artist", "required", "is required"));
    }
    UPBEAT_CHECK(store_.write([&](CatalogStore::Tx& tx) { return add(tx, command, revised.track); })
    );
    return revised;
}

Result<void> PublishTrack::add(
    CatalogStore::Tx& tx, PublishTrackCommand const& command, Track& track
)
{
    if (auto const twin = tx.items.find_twin(track); twin && !track.owner.none()) {
        return fail(duplicate_track(*twin));
    }
    UPBEAT_CHECK(tx.items.add(track));
    audit(tx.audit, command.act, track.created_at, "track.published", "track", track.id);
    tx.events.append(changed(track));
    return {};
}

}  // namespace upbeat::catalog

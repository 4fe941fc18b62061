#include <upbeat/application/catalog/revise_track.hpp>

#include <utility>

#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::catalog {

ReviseTrack::ReviseTrack(CatalogStore& store, Clock const& clock, std::string affiliate_tag)
    : store_{store}, clock_{clock}, affiliate_tag_{std::move(affiliate_tag)}
{
}

Result<RevisedTrack> ReviseTrack::execute(ReviseTrackCommand const& command)
{
    UPBEAT_CHECK(may_publish(command.act.actor));
    RevisedTrack out;
    UPBEAT_CHECK(store_.write([&](CatalogStore::Tx& tx) -> Result<void> {
        auto const track = tx.items.find_track(command.id);
        if (!track || track->status == Status::removed ||
            !may_change(command.act.actor, track->owner)) {
            return fail(item_not_found(ItemKind::track, command.id));
        }
        // What an import left incomplete may stay so.
        auto const completeness = track->purchase_url.empty() && !command.fields.purchase_url
                                      ? Completeness::imported
                                      : Completeness::published;
        UPBEAT_TRY(out, revise(*track, command.fields, affiliate_tag_, completeness));
        out.track.updated_at = clock_.now();
        tx.items.save(out.track);
        audit(tx.audit, command.act, out.track.updated_at, "track.revised", "track", command.id);
        tx.events.append(changed(out.track));
        return {};
    }));
    return out;
}

}  // namespace upbeat::catalog

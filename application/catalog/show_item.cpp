#include <upbeat/application/catalog/show_item.hpp>

#include <utility>

#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::catalog {

Commission commission_on(Price price)
{
    Commission out;
    out.amount.minor = (price.minor * out.basis_points + 5'000) / 10'000;
    return out;
}

ShowItem::ShowItem(CatalogIndex const& index, CatalogReader& reader, Creators& creators)
    : index_{index}, reader_{reader}, creators_{creators}
{
}

Result<TrackDetail> ShowItem::track(std::string const& id)
{
    auto track = reader_.track(id);
    if (!track || track->status != Status::live) {
        return fail(item_not_found(ItemKind::track, id));
    }
    TrackDetail out{.track = std::move(*track)};
    out.commission = commission_on(out.track.price);
    if (!out.track.owner.none()) {
        out.creator = creators_.find(out.track.owner.agent_id);
    }
    out.similar = reader_.tracks(index_.similar(out.track.num, kSimilar));
    return out;
}

Result<Tool> ShowItem::tool(std::string const& id)
{
    auto tool = reader_.tool(id);
    if (!tool || tool->status != Status::live) {
        return fail(item_not_found(ItemKind::tool, id));
    }
    return std::move(*tool);
}

}  // namespace upbeat::catalog

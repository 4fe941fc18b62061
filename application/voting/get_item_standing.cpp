#include <upbeat/application/voting/get_item_standing.hpp>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

ItemStanding standing_of(VotingProjection const& projection, Slot slot)
{
    auto const& record = projection.items()[slot];
    ItemStanding standing{
        .num = record.num,
        .kind = record.kind,
        .tally = record.tally,
        .rank = projection.charts().rank(projection.items(), slot),
        .version = record.version,
    };
    if (record.tally.verified() > 0) {
        standing.average_weight = record.tally.average_weight();
    }
    return standing;
}

}  // namespace

Result<ItemStanding> GetItemStanding::execute(ItemKind kind, std::string_view item_id) const
{
    return state_.read([&](VotingProjection const& projection) -> Result<ItemStanding> {
        auto const slot = projection.items().find(kind, item_id);
        if (!slot) {
            return fail(item_not_found(kind, item_id));
        }
        return standing_of(projection, *slot);
    });
}

std::optional<ItemStanding> GetItemStanding::execute(ItemNum item) const
{
    return state_.read([&](VotingProjection const& projection) -> std::optional<ItemStanding> {
        auto const slot = projection.items().find(item);
        if (!slot) {
            return std::nullopt;
        }
        return standing_of(projection, *slot);
    });
}

}  // namespace upbeat::voting

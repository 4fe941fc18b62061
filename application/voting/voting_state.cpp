#include <upbeat/application/voting/voting_state.hpp>

namespace upbeat::voting {

std::vector<LedgerEntry> VotingState::fold(std::span<LedgerEntry const> entries)
{
    return write([entries](VotingProjection& projection) {
        std::vector<LedgerEntry> left;
        for (auto const& entry : entries) {
            if (!projection.fold(entry)) {
                left.push_back(entry);
            }
        }
        return left;
    });
}

void VotingState::put_item(ItemFacts const& facts)
{
    write([&](VotingProjection& projection) { projection.put_item(facts); });
}

void VotingState::put_voter(VoterFacts const& facts)
{
    write([&](VotingProjection& projection) { projection.put_voter(facts); });
}

void VotingState::tick(Timestamp now)
{
    if (hour_of(now) > hour()) {
        write([now](VotingProjection& projection) { projection.advance(now); });
    }
}

std::uint32_t VotingState::item_version(ItemNum item) const
{
    return read([item](VotingProjection const& projection) {
        auto const slot = projection.items().find(item);
        return slot ? projection.items()[*slot].version : 0U;
    });
}

void VotingState::raise()
{
    hour_.store(projection_.hour(), std::memory_order_release);
    version_.fetch_add(1, std::memory_order_acq_rel);
}

}  // namespace upbeat::voting

#include <upbeat/application/voting/find_vote.hpp>

#include <array>
#include <string>
#include <utility>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
Result<ListedVote> FindVote::execute(std::string_view vote_id)
{
    auto const id = VoteId::parse(vote_id);
    auto record = id ? ledger_.find(*id) : std::nullopt;
    if (!record) {
        return fail(vote_not_found(vote_id));
    }
    auto const& entry = record->entry;
    ListedVote vote{
        .id = *id,
        .direction = entry.direction,
        .reason = entry.reason,
        .weight = entry.weight,
        .note = std::move(record->note),
        .source = entry.source,
        .verified = !entry.is_guest(),
        .at = entry.at,
    };
    state_.read([&](VotingProjection const& projection) {
        auto const& items = projection.items();
        if (auto const slot = items.find(entry.item)) {
            vote.kind = items[*slot].kind;
            vote.item_id = items.id(*slot);
        }
    });
    vote.voter = std::move(voters_.cards(std::array{entry.voter}).front());
    return vote;
}

}  // namespace upbeat::voting

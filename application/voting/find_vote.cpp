#include <upbeat/application/voting/find_vote.hpp>

#include <array>
#include <string>
#include <utility>

namespace upbeat::voting {
namespace {

Error no_such_vote(std::string_view vote_id)
{
    return {
        .kind = ErrorKind::not_found,
        .code = "vote_not_found",
        .detail = "There is no vote '" + std::string{vote_id} + "'."
    };
}

}  // namespace

Result<ListedVote> FindVote::execute(std::string_view vote_id)
{
    auto const id = VoteId::parse(vote_id);
    auto record = id ? ledger_.find(*id) : std::nullopt;
    if (!record) {
        return fail(no_such_vote(vote_id));
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

#include <upbeat/application/voting/list_votes.hpp>

#include <algorithm>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

ListedVote listed(LedgerRecord& record)
{
    auto const& entry = record.entry;
    return {
        .id = {entry.writer, entry.seq},
        .direction = entry.direction,
        .reason = entry.reason,
        .weight = entry.weight,
        .note = std::move(record.note),
        .source = entry.source,
        .verified = !entry.is_guest(),
        .at = entry.at,
    };
}

}  // namespace

Result<Page<ListedVote>> ListItemVotes::execute(
    ItemKind kind,
    std::string_view item_id,
    PageRequest const& page,
    std::optional<VoteSource> source
)
{
    auto const item = state_.read([&](VotingProjection const& projection) {
        auto const slot = projection.items().find(kind, item_id);
        return slot ? std::optional{projection.items()[*slot].num} : std::nullopt;
    });
    if (!item) {
        return fail(item_not_found(kind, item_id));
    }
    auto records = ledger_.by_item(*item, page, source);
    std::vector<VoterNum> numbers;
    for (auto const& record : records.items) {
        numbers.push_back(record.entry.voter);
    }
    auto cards = voters_.cards(numbers);
    Page<ListedVote> votes{.items = {}, .total = records.total, .request = page};
    for (std::size_t i = 0; i < records.items.size(); ++i) {
        auto& vote = votes.items.emplace_back(listed(records.items[i]));
        vote.kind = kind;
        vote.item_id = item_id;
        vote.voter = std::move(cards[i]);
    }
    return votes;
}

Page<ListedVote> ListMyVotes::execute(VoterNum voter, PageRequest const& page)
{
    auto records = ledger_.by_voter(voter, page);
    std::vector<ItemNum> numbers;
    for (auto const& record : records.items) {
        numbers.push_back(record.entry.item);
    }
    auto cards = cards_.cards(numbers);
    Page<ListedVote> votes{.items = {}, .total = records.total, .request = page};
    for (std::size_t i = 0; i < records.items.size(); ++i) {
        auto& vote = votes.items.emplace_back(listed(records.items[i]));
        vote.kind = cards[i].kind;
        vote.item_id = std::move(cards[i].id);
        vote.item_title = std::move(cards[i].title);
        vote.voter.num = voter;
    }
    return votes;
}

}  // namespace upbeat::voting

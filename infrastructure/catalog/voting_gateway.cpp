#include <upbeat/infrastructure/catalog/voting_gateway.hpp>

#include <algorithm>

#include <upbeat/application/voting/voting_state.hpp>

namespace upbeat::catalog {
namespace {

using voting::Order;
using voting::VotingProjection;

Order order_of(StandingOrder order)
{
    switch (order) {
        case StandingOrder::top: return Order::top;
        case StandingOrder::trending: return Order::trending;
        case StandingOrder::votes: return Order::votes;
    }
    return Order::top;
}

VoteNumbers numbers_in(VotingProjection const& votes, ItemNum item)
{
    auto const slot = votes.items().find(item);
    if (!slot) {
        return {};
    }
    auto const& record = votes.items()[*slot];
    return {
        .up = record.tally.up,
        .down = record.tally.down,
        .abstain = record.tally.abstain,
        .score = record.tally.score(),
        .weighted_score = record.tally.weighted,
        .weight_sum = record.tally.weights,
        .weighed = record.tally.verified(),
        .rank = votes.charts().rank(votes.items(), *slot).value_or(0),
    };
}

// An item that voting has not heard of yet, or has no more, stands at the end.
struct Placed {
    ItemNum num;
    std::optional<voting::Slot> slot;
};

bool before(VotingProjection const& votes, Order order, Placed const& a, Placed const& b)
{
    if (!a.slot || !b.slot) {
        return a.slot.has_value() != b.slot.has_value() ? a.slot.has_value() : a.num < b.num;
    }
    return votes.charts().before(votes.items(), order, *a.slot, *b.slot);
}

}  // namespace

VoteNumbers VotingGateway::numbers(ItemNum item) const
{
    return state_.read([item](VotingProjection const& votes) { return numbers_in(votes, item); });
}

std::vector<VoteNumbers> VotingGateway::numbers(std::vector<ItemNum> const& items) const
{
    return state_.read([&items](VotingProjection const& votes) {
        std::vector<VoteNumbers> out;
        out.reserve(items.size());
        for (auto const item : items) {
            out.push_back(numbers_in(votes, item));
        }
        return out;
    });
}

void VotingGateway::sort(std::vector<ItemNum>& items, StandingOrder order) const
{
    state_.read([&](VotingProjection const& votes) {
        std::vector<Placed> placed;
        placed.reserve(items.size());
        for (auto const item : items) {
            placed.push_back({item, votes.items().find(item)});
        }
        std::ranges::sort(placed, [&, by = order_of(order)](Placed const& a, Placed const& b) {
            return before(votes, by, a, b);
        });
        std::ranges::transform(placed, items.begin(), &Placed::num);
    });
}

std::vector<ItemNum> VotingGateway::slice(
    ItemKind kind, StandingOrder order, std::size_t offset, std::size_t count
) const
{
    return state_.read([&](VotingProjection const& votes) {
        std::vector<ItemNum> out;
        for (auto const slot :
             votes.charts().slice(votes.items(), kind, order_of(order), offset, count)) {
            out.push_back(votes.items()[slot].num);
        }
        return out;
    });
}

}  // namespace upbeat::catalog

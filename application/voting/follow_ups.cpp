#include <upbeat/application/voting/follow_ups.hpp>

#include <algorithm>

namespace upbeat::voting {
namespace {

constexpr std::size_t kGroup = 200;

}  // namespace

FollowUpReport AppendFollowUps::execute(
    Operation operation, std::vector<VoteKey> const& votes, std::uint16_t marks
)
{
    FollowUpReport report;
    for (std::size_t begin = 0; begin < votes.size(); begin += kGroup) {
        auto const part = std::span{votes}.subspan(begin, std::min(kGroup, votes.size() - begin));
        VoteGroup group{.intents = intents_for(operation, part, report)};
        if (group.intents.empty()) {
            continue;
        }
        for (auto& intent : group.intents) {
            intent.marks = marks;
        }
        for (auto const& result : submit_(std::move(group))) {
            if (result) {
                ++report.done;
            } else if (result.error().kind == ErrorKind::unavailable) {
                ++report.failed;
            } else {
                ++report.needless;
            }
        }
    }
    return report;
}

std::vector<VoteIntent> AppendFollowUps::intents_for(
    Operation operation, std::span<VoteKey const> votes, FollowUpReport& report
)
{
    auto const latest = ledger_.latest(votes);
    std::vector<VoteIntent> intents;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        if (!latest[i]) {
            ++report.needless;
            continue;
        }
        VoteIntent intent{.voter = RegisteredVoter{.num = votes[i].voter}, .operation = operation};
        if (auto record = ledger_.find({latest[i]->writer, latest[i]->seq})) {
            intent.note = std::move(record->note);
        }
        auto const known = state_.read([&](VotingProjection const& projection) {
            auto const slot = projection.items().find(votes[i].item);
            if (slot) {
                intent.kind = projection.items()[*slot].kind;
                intent.item_id = projection.items().id(*slot);
            }
            return slot.has_value();
        });
        if (known) {
            intents.push_back(std::move(intent));
        } else {
            ++report.failed;  // this node does not know the item yet
        }
    }
    return intents;
}

}  // namespace upbeat::voting

#include <upbeat/application/voting/moderate_votes.hpp>

#include <set>
#include <utility>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {

Result<FollowUpReport> ModerateVotes::one(
    Operation operation, std::string_view vote_id, DecidedBy const& by
)
{
    auto const id = VoteId::parse(vote_id);
    auto const record = id ? parts_.ledger.find(*id) : std::nullopt;
    if (!record) {
        return fail(vote_not_found(vote_id));
    }
    contracts::AuditEntry entry{.target_type = "vote", .target_id = std::string{vote_id}};
    return run(operation, {{record->entry.item, record->entry.voter}}, std::move(entry), by);
}

Result<FollowUpReport> ModerateVotes::of_agent(
    Operation operation,
    VoterCard const& agent,
    std::optional<std::pair<ItemKind, std::string>> const& item,
    DecidedBy const& by
)
{
    std::optional<ItemNum> only;
    if (item) {
        only = parts_.state.read([&](VotingProjection const& projection) {
            auto const slot = projection.items().find(item->first, item->second);
            return slot ? std::optional{projection.items()[*slot].num} : std::nullopt;
        });
        if (!only) {
            return fail(item_not_found(item->first, item->second));
        }
    }
    std::set<VoteKey> votes;
    for (auto const& entry : parts_.ledger.history(agent.num)) {
        if (!only || entry.item == *only) {
            votes.insert({entry.item, entry.voter});
        }
    }
    contracts::AuditEntry entry{.target_type = "agent", .target_id = agent.id};
    entry.detail = item ? "on " + item->second : "on " + std::to_string(votes.size()) + " items";
    return run(operation, {votes.begin(), votes.end()}, std::move(entry), by);
}

Result<FollowUpReport> ModerateVotes::run(
    Operation operation,
    std::vector<VoteKey> const& votes,
    contracts::AuditEntry entry,
    DecidedBy const& by
)
{
    entry.at = parts_.clock.now();
    entry.actor = by.actor;
    entry.action = operation == Operation::restore ? "votes.restored" : "votes.voided";
    entry.reason = by.reason;
    entry.request_id = by.request_id;
    UPBEAT_CHECK(parts_.work.run([&]() -> Result<void> {
        parts_.audit.record(entry);
        return {};
    }));
    auto const report = parts_.follow_ups.execute(operation, votes);
    if (!report.settled()) {
        return fail(ledger_unavailable());
    }
    return report;
}

}  // namespace upbeat::voting

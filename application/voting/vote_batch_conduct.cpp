#include <upbeat/application/voting/conduct_watch.hpp>
#include <upbeat/application/voting/vote_batch.hpp>
#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {

// The one detector that can refuse the very vote: forty votes in a minute are a machine that must
// not go on. The ladder says whether it is blocked at once or flagged first.
std::optional<Error> VoteBatch::stop_fast_burst(Ballot const& ballot)
{
    auto const operation = ballot.intent->operation;
    if (ports_.conduct == nullptr || ballot.guest() ||
        (operation != Operation::cast && operation != Operation::change)) {
        return std::nullopt;
    }
    auto& standing = view_.standings.at(*ballot.voter);
    if (!standing.bursts_fast(view_.at) ||
        ports_.conduct->raised_lately(*ballot.voter, Detector::fast_burst, view_.at)) {
        return std::nullopt;  // who is blocked for it does not get here
    }
    Suspicion suspicion{
        .detector = Detector::fast_burst, .at = view_.at, .voters = {*ballot.voter}
    };
    suspicion.evidence.say(
        "earlier_votes_in_a_minute", standing.votes_within(kBurstSpan, view_.at), kFastBurstBefore
    );
    ports_.conduct->raise({&suspicion, 1});
    standing.set_conduct(ports_.conduct->conduct_of(*ballot.voter));
    auto const& conduct = standing.conduct();
    if (policy_.anti_gaming != AntiGaming::enforce) {
        return std::nullopt;
    }
    if (conduct.suspended()) {
        return suspended_for_votes();
    }
    return conduct.blocked(view_.at)
               ? std::optional{agent_blocked(conduct.blocked_until(), view_.at)}
               : std::nullopt;
}

// After the fold: what these votes look like beside the others. Who is suspected of acting together
// with others is told with the answer.
void VoteBatch::watch(std::vector<LedgerEntry> const& entries)
{
    if (ports_.conduct == nullptr) {
        return;
    }
    for (auto const& incident : ports_.conduct->observe(entries)) {
        if (incident.detector != Detector::coordinated ||
            incident.action == ConductAction::observed) {
            continue;
        }
        for (auto& attempt : attempts_) {
            auto& ballot = *attempt.ballot;
            if (ballot.voter == incident.voter && ballot.item->num == incident.item &&
                ballot.result && *ballot.result) {
                auto& warning = (*ballot.result)->warning;
                warning = warning.value_or(VoteWarning{});
                warning->coordinated = true;
                warning->flagged_until = incident.until.value_or(incident.at + kFlagDuration);
            }
        }
    }
}

}  // namespace upbeat::voting

#include <upbeat/application/voting/explain_vote.hpp>

#include <algorithm>
#include <array>
#include <map>

#include <upbeat/application/voting/find_vote.hpp>

namespace upbeat::voting {
namespace {

bool is_weighed(Reason reason)
{
    return reason == Reason::cast || reason == Reason::changed ||
           reason == Reason::supersedes_guest || reason == Reason::recast;
}

// Of what is not weighed, the weight follows from the reason alone.
WeightStep unweighed(LedgerEntry const& entry)
{
    switch (entry.reason) {
        case Reason::guest: return {"guest", kGuestWeight, "A guest's vote weighs nothing."};
        case Reason::withdrawn: return {"withdrawn", {}, "The voter took the vote back."};
        case Reason::voided: return {"voided", {}, "An administrator took the vote out."};
        case Reason::quarantined:
            return {"quarantined", {}, "A suspect vote counts nothing until it is judged."};
        default:
            return {
                "restored",
                entry.prior_weight,
                "The vote is back with the weight that it had when it last counted."
            };
    }
}

Reputation earned_by(ReputationThen const& then)
{
    auto const& p = then.parts;
    auto const quality = 30 * std::int64_t{p.diversity} + 25 * std::int64_t{p.time} +
                         20 * std::int64_t{p.platform} + 15 * std::int64_t{p.age} +
                         10 * std::int64_t{p.volume};
    constexpr std::int64_t kFull = 10'000;
    auto const n = then.votes();
    auto const earned = quality * n / (100 * (n + 20)) * (kFull - then.penalty) / kFull;
    return {static_cast<std::int32_t>(std::clamp<std::int64_t>(earned + then.adjustment, 0, kFull))
    };
}

ReputationThen reputation_of(VoterStanding const& standing, Timestamp at)
{
    ReputationThen then{
        .score = standing.reputation(at),
        .parts = standing.parts(at),
        .up = standing.up(),
        .down = standing.down(),
        .abstain = standing.abstain(),
        .penalty = standing.conduct().penalty(at),
        .adjustment = standing.adjustment(),
    };
    then.earned = earned_by(then);
    return then;
}

}  // namespace

Result<VoteExplanation> ExplainVote::execute(std::string_view vote_id)
{
    auto vote = FindVote{ports_.ledger, ports_.state, ports_.voters}.execute(vote_id);
    if (!vote) {
        return fail(vote.error());
    }
    auto const record = ports_.ledger.find(vote->id);
    VoteExplanation told{.vote = std::move(*vote)};
    weigh(told, record->entry);
    follow(told, record->entry);
    measure(told, record->entry);
    return told;
}

// As the voter stood when this vote was decided. The votes of one batch are numbered in the order
// in which they were decided.
std::optional<VoterStanding> ExplainVote::standing_before(LedgerEntry const& entry)
{
    auto const facts = ports_.state.read([&](VotingProjection const& projection) {
        auto const* const known = projection.voters().find(entry.voter);
        return known != nullptr ? known->facts() : VoterFacts{entry.voter, {}, entry.at, false};
    });
    auto const life = ports_.past.life(entry.voter, entry.position(), kLongestLife + 1);
    if (life.size() > kLongestLife) {
        return std::nullopt;
    }
    auto const adjustments = ports_.adjustments.of(entry.voter);
    VoterStanding standing{facts};
    standing.set_conduct(conduct_before(entry));
    auto next = adjustments.begin();
    auto const adjust_up_to = [&](Timestamp at) {
        for (; next != adjustments.end() && next->at <= at; ++next) {
            standing.adjust(*next);
        }
    };
    for (auto const& earlier : life) {
        adjust_up_to(earlier.at);
        if (!earlier.is_guest()) {
            standing.fold(earlier);
        }
    }
    adjust_up_to(entry.at);
    return standing;
}

// What the voter's incidents amounted to: without later ones, and without later decisions.
Conduct ExplainVote::conduct_before(LedgerEntry const& entry)
{
    constexpr std::int64_t kMostIncidents = 500;
    auto incidents = ports_.incidents.list({.voter = entry.voter}, {1, kMostIncidents}).items;
    std::erase_if(incidents, [&](Incident const& incident) { return incident.at >= entry.at; });
    for (auto& incident : incidents) {
        if (incident.decided_at && *incident.decided_at > entry.at) {
            incident.status = IncidentStatus::open;
            if (incident.action == ConductAction::suspended) {
                incident.until.reset();
            }
        }
    }
    return Conduct::of(incidents);
}

// What the owner's other agents weighed on the item just before.
std::int32_t ExplainVote::taken_by_siblings(LedgerEntry const& entry, VoterFacts const& facts)
{
    std::vector<VoteKey> keys;
    ports_.state.read([&](VotingProjection const& projection) {
        for (auto const sibling : projection.voters().of_owner(facts.owner)) {
            if (sibling != entry.voter) {
                keys.push_back({entry.item, sibling});
            }
        }
    });
    std::map<VoterNum, LedgerEntry> latest;
    for (auto const& revision : ports_.past.revisions(keys)) {
        if (revision.position() < entry.position()) {
            latest.insert_or_assign(revision.voter, revision);
        }
    }
    std::int32_t taken = 0;
    for (auto const& [voter, revision] : latest) {
        taken += revision.stands() ? revision.weight.value : 0;
    }
    return taken;
}

void ExplainVote::weigh(VoteExplanation& told, LedgerEntry const& entry)
{
    told.detectors = entry.flags;
    if (!is_weighed(entry.reason)) {
        told.steps.push_back(unweighed(entry));
        told.recomputed = told.steps.back().weight;
        return;
    }
    if (entry.source == VoteSource::bootstrap) {
        told.steps.push_back(
            {"bootstrap", entry.weight, "The store brought this vote, with a weight that it chose."}
        );
        return;
    }
    auto const standing = standing_before(entry);
    if (!standing) {
        return;
    }
    auto& then = told.reputation.emplace(reputation_of(*standing, entry.at));
    told.flagged = standing->flagged(entry.at) || entry.flags.has(EntryFlags::kFlagged);
    told.steps.push_back({"reputation", {then.score.value}, "A hundredth of the reputation."});
    auto weight = weight_of(then.score, false);
    if (weight != told.steps.back().weight) {
        told.steps.push_back({"floor", weight, "No registered vote is cast below 0.10."});
    }
    if (told.flagged && ports_.policy.anti_gaming == AntiGaming::enforce) {
        weight = weight_of(then.score, true);
        told.steps.push_back({"flagged", weight, "The voter is flagged: the vote counts half."});
    }
    auto const left = kFullWeight.value - taken_by_siblings(entry, standing->facts());
    if (weight.value > left) {
        weight.value = std::max(0, left);
        told.steps.push_back(
            {"owner_cap", weight, "All agents of one owner weigh 1.00 on an item together."}
        );
    }
    told.recomputed = weight;
}

// What became of the vote afterwards.
void ExplainVote::follow(VoteExplanation& told, LedgerEntry const& entry)
{
    VoteKey const key{entry.item, entry.voter};
    for (auto const& revision : ports_.past.revisions(std::array{key})) {
        if (revision.revision > entry.revision) {
            told.later.push_back(
                {{revision.writer, revision.seq},
                 revision.reason,
                 revision.direction,
                 revision.weight,
                 revision.at}
            );
        }
    }
}

void ExplainVote::measure(VoteExplanation& told, LedgerEntry const& entry)
{
    auto const effect = ports_.archive.read(
        entry.at,
        [&](ChartHistory const& history) -> Result<std::optional<VoteEffect>> {
            return history.effect(entry);
        }
    );
    if (!effect) {
        told.moved_status = effect.error().code == "history_warming" ? "warming" : "unavailable";
        return;
    }
    told.moved = *effect;
    told.moved_status = told.moved ? "known" : "not_charted";
}

}  // namespace upbeat::voting

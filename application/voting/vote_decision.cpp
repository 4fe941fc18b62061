#include <upbeat/application/voting/vote_decision.hpp>

#include <algorithm>

#include <upbeat/domain/voting/errors.hpp>
#include <upbeat/domain/voting/ledger_follow_up.hpp>

namespace upbeat::voting {
namespace {

bool adds_vote(Ballot const& ballot)
{
    auto const operation = ballot.intent->operation;
    return operation == Operation::cast || operation == Operation::change;
}

// The first thing that forbids the vote whatever the ledger says.
std::optional<Error> check_voter(RoundView const& view, Ballot const& ballot)
{
    if (ballot.guest()) {
        if (!view.policy->guest_votes) {
            return guest_votes_off();
        }
        if (!ballot.voter || ballot.intent->operation != Operation::cast) {
            return credential_required(ballot.agent_id());
        }
        return std::nullopt;
    }
    if (ballot.registered().suspended || view.standings.at(*ballot.voter).facts().suspended) {
        return agent_suspended();
    }
    if (view.policy->anti_gaming == AntiGaming::enforce) {
        auto const& conduct = view.standings.at(*ballot.voter).conduct();
        if (conduct.suspended()) {
            return suspended_for_votes();
        }
        if (adds_vote(ballot) && conduct.blocked(view.at)) {
            return agent_blocked(conduct.blocked_until(), view.at);
        }
    }
    return std::nullopt;
}

std::optional<Error> check_quotas(RoundView const& view, Ballot const& ballot)
{
    if (!adds_vote(ballot)) {
        return std::nullopt;
    }
    auto const& quotas = view.policy->quotas;
    if (!ballot.guest()) {
        auto const usage = view.standings.at(*ballot.voter).usage(view.at);
        if (auto const full = refusal(quotas.of(ballot.registered().tier), usage, view.at)) {
            return vote_quota_spent(*full);
        }
    }
    auto const network = view.networks.find(ballot.intent->network);
    if (network != view.networks.end() && network->second >= quotas.network_per_day) {
        return network_quota_spent(quotas.network_per_day, until_next_day(view.at));
    }
    return std::nullopt;
}

std::optional<Error> check_item(RoundView const& view, Ballot const& ballot)
{
    auto const& intent = *ballot.intent;
    if (!ballot.item) {
        return item_not_found(intent.kind, intent.item_id);
    }
    if (!adds_vote(ballot)) {
        return std::nullopt;  // a vote may be taken back from wherever it stands
    }
    if (ballot.item->status != ItemStatus::live) {
        return item_not_votable(intent.kind, intent.item_id);
    }
    auto const owner = ballot.item->owner;
    auto const own = !ballot.guest() && view.standings.at(*ballot.voter).facts().owner == owner;
    auto const made_by_voter = ballot.voter && owner.value == ballot.voter->value;
    if (owner.value != 0 && (own || made_by_voter)) {
        return self_vote(intent.kind, intent.item_id);
    }
    return std::nullopt;
}

LedgerRecord fresh_record(RoundView const& view, Ballot const& ballot)
{
    auto const& intent = *ballot.intent;
    LedgerRecord record{.note = intent.note};
    record.entry.item = ballot.item->num;
    record.entry.voter = *ballot.voter;
    record.entry.direction = intent.direction;
    record.entry.source = intent.source;
    record.entry.at = view.at;
    record.entry.network = intent.network;
    record.entry.flags.set_platform(ballot.item->platform_code);
    return record;
}

// The next revision on top of what stands.
LedgerRecord next_record(RoundView const& view, Ballot const& ballot, LedgerEntry const& latest)
{
    auto record = fresh_record(view, ballot);
    follow(record.entry, latest);
    return record;
}

// What all agents of the voter's owner but itself already weigh on the item.
std::int32_t weight_of_siblings(RoundView const& view, Ballot const& ballot)
{
    std::int32_t sum = 0;
    if (auto const found = view.siblings.find(*ballot.voter); found != view.siblings.end()) {
        for (auto const sibling : found->second) {
            auto const* const latest = view.latest({ballot.item->num, sibling});
            if (latest != nullptr && *latest && (*latest)->stands()) {
                sum += (*latest)->weight.value;
            }
        }
    }
    return sum;
}

// Sets weight and flags of a registered voter's entry.
std::optional<Error> weigh(RoundView const& view, Ballot const& ballot, LedgerEntry& entry)
{
    auto const& standing = view.standings.at(*ballot.voter);
    auto const mode = view.policy->anti_gaming;
    if (mode != AntiGaming::off) {
        auto const found = standing.inspect(view.at);
        entry.flags = EntryFlags{static_cast<std::uint16_t>(entry.flags.bits() | found.bits())};
    }
    auto const flagged = standing.flagged(view.at) || entry.flags.has(EntryFlags::kFlagged);
    entry.weight = weight_of(standing.reputation(view.at), flagged && mode == AntiGaming::enforce);
    auto const taken = weight_of_siblings(view, ballot);
    if (taken >= kFullWeight.value) {
        return owner_cap_reached(ballot.intent->kind, ballot.intent->item_id);
    }
    entry.weight.value = std::min(entry.weight.value, kFullWeight.value - taken);
    return std::nullopt;
}

Decision appended(RoundView const& view, Ballot const& ballot, LedgerRecord record, Reason reason)
{
    record.entry.reason = reason;
    if (reason == Reason::withdrawn) {
        record.entry.direction = Direction::abstain;
    } else if (reason != Reason::guest) {
        if (auto error = weigh(view, ballot, record.entry)) {
            return Result<VoteReceipt>{fail(std::move(*error))};
        }
    }
    return record;
}

Decision refused(Error error)
{
    return Result<VoteReceipt>{fail(std::move(error))};
}

Decision decide_first(RoundView const& view, Ballot const& ballot)
{
    auto const& intent = *ballot.intent;
    if (intent.operation != Operation::cast) {
        return refused(no_vote_to_change(intent.kind, intent.item_id));
    }
    return appended(
        view, ballot, fresh_record(view, ballot), ballot.guest() ? Reason::guest : Reason::cast
    );
}

Decision decide_next(RoundView const& view, Ballot const& ballot, LedgerEntry const& latest)
{
    auto const& intent = *ballot.intent;
    auto const operation = intent.operation;
    if (latest.reason == Reason::voided) {
        return refused(vote_voided(intent.kind, intent.item_id));
    }
    if (!latest.keeps_slot()) {
        if (operation != Operation::cast) {
            return refused(no_vote_to_change(intent.kind, intent.item_id));
        }
        return appended(view, ballot, next_record(view, ballot, latest), Reason::recast);
    }
    if (operation == Operation::withdraw) {
        return appended(view, ballot, next_record(view, ballot, latest), Reason::withdrawn);
    }
    if (latest.is_guest() && !ballot.guest()) {
        return appended(view, ballot, next_record(view, ballot, latest), Reason::supersedes_guest);
    }
    if (operation == Operation::cast) {
        return refused(already_voted(intent.kind, intent.item_id));
    }
    if (latest.reason == Reason::quarantined) {
        return refused(vote_quarantined(intent.kind, intent.item_id));
    }
    if (latest.direction == intent.direction) {
        return Result<VoteReceipt>{receipt_for(ballot, latest, *view.policy, ballot.item->tally)};
    }
    return appended(view, ballot, next_record(view, ballot, latest), Reason::changed);
}

// A revision that somebody else than the voter makes.
Decision decide_follow_up(RoundView const& view, Ballot const& ballot)
{
    auto const& intent = *ballot.intent;
    if (!ballot.item) {
        return refused(item_not_found(intent.kind, intent.item_id));
    }
    auto const* const latest = view.latest(ballot.key());
    auto const restores = intent.operation == Operation::restore;
    if (latest == nullptr || !*latest ||
        (restores ? !can_be_restored(**latest) : !(*latest)->keeps_slot())) {
        return refused(
            restores ? nothing_to_restore(intent.kind, intent.item_id)
                     : nothing_to_take_out(intent.kind, intent.item_id)
        );
    }
    if (intent.operation == Operation::quarantine && !can_be_quarantined(**latest)) {
        return refused(nothing_to_take_out(intent.kind, intent.item_id));
    }
    auto entry = restores                                    ? restoration_of(**latest, view.at)
                 : intent.operation == Operation::quarantine ? quarantine_of(**latest, view.at)
                                                             : void_of(**latest, view.at);
    entry.flags = EntryFlags{static_cast<std::uint16_t>(entry.flags.bits() | intent.marks)};
    return LedgerRecord{entry, intent.note};
}

}  // namespace

std::string const& Ballot::agent_id() const
{
    return guest() ? std::get<GuestVoter>(intent->voter).agent_id : registered().agent_id;
}

void RoundView::load(VotingProjection const& projection, std::vector<Ballot*> const& ballots)
{
    standings.clear();
    siblings.clear();
    networks.clear();
    for (auto* const ballot : ballots) {
        auto const& intent = *ballot->intent;
        if (auto const slot = projection.items().find(intent.kind, intent.item_id)) {
            auto const& record = projection.items()[*slot];
            ballot->item = VotedItem{
                record.num, record.owner, record.status, record.platform_code, record.tally
            };
        }
        if (intent.network != 0) {
            networks[intent.network] = projection.networks().of(intent.network, at);
        }
        if (ballot->guest() || standings.contains(*ballot->voter)) {
            continue;
        }
        auto const voter = *ballot->voter;
        auto const* const standing = projection.voters().find(voter);
        auto const& held =
            standings
                .emplace(
                    voter,
                    standing != nullptr ? *standing
                                        : VoterStanding{{voter, OwnerNum{voter.value}, at, false}}
                )
                .first->second;
        for (auto const sibling : projection.voters().of_owner(held.facts().owner)) {
            if (sibling != voter) {
                siblings[voter].push_back(sibling);
            }
        }
    }
}

std::optional<LedgerEntry> const* RoundView::latest(VoteKey const& key) const
{
    auto const found = known.find(key);
    return found == known.end() ? nullptr : &found->second;
}

std::optional<Error> refuse_guest(RoundView const& view, Ballot const& ballot)
{
    if (auto error = check_quotas(view, ballot)) {
        return error;
    }
    return check_item(view, ballot);
}

Decision decide(RoundView const& view, Ballot const& ballot)
{
    if (is_follow_up(ballot.intent->operation)) {
        return decide_follow_up(view, ballot);
    }
    if (auto error = check_voter(view, ballot)) {
        return refused(std::move(*error));
    }
    if (auto error = check_quotas(view, ballot)) {
        return refused(std::move(*error));
    }
    if (auto error = check_item(view, ballot)) {
        return refused(std::move(*error));
    }
    auto const* const latest = view.latest(ballot.key());
    if (latest == nullptr || !*latest) {
        return decide_first(view, ballot);
    }
    return decide_next(view, ballot, **latest);
}

VoteReceipt receipt_for(
    Ballot const& ballot, LedgerEntry const& entry, VotePolicy const& policy, Tally const& tally
)
{
    VoteReceipt receipt{
        .id = {entry.writer, entry.seq},
        .kind = ballot.intent->kind,
        .item_id = ballot.intent->item_id,
        .agent_id = ballot.agent_id(),
        .direction = entry.direction,
        .reason = entry.reason,
        .weight = entry.weight,
        .verified = !entry.is_guest(),
        .revision = entry.revision,
        .at = entry.at,
        .tally = tally,
    };
    if (policy.anti_gaming == AntiGaming::enforce && entry.flags.has(EntryFlags::kFlagged)) {
        receipt.warning = VoteWarning{
            .burst = entry.flags.has(EntryFlags::kBurst),
            .volume = entry.flags.has(EntryFlags::kVolume),
            .unidirectional = entry.flags.has(EntryFlags::kUnidirectional),
            .flagged_until = entry.at + kFlagDuration
        };
    }
    return receipt;
}

}  // namespace upbeat::voting

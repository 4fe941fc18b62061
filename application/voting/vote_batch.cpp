#include <upbeat/application/voting/vote_batch.hpp>

#include <algorithm>
#include <iterator>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

// Enough for every race but a deliberate one: a round is lost only to a change of the same vote.
constexpr int kMaxRounds = 16;

}  // namespace

VoteBatch::VoteBatch(
    CastVotesPorts const& ports,
    VotePolicy const& policy,
    std::int32_t writer,
    std::int64_t& seq,
    std::span<VoteGroup const> groups,
    std::vector<LedgerEntry>& doubtful
)
    : ports_{ports},
      policy_{policy},
      writer_{writer},
      seq_{seq},
      groups_{groups},
      answered_(groups.size(), false),
      doubtful_{doubtful}
{
    view_.policy = &policy_;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (std::size_t place = 0; place < groups[group].intents.size(); ++place) {
            auto& ballot = ballots_.emplace_back();
            ballot.intent = &groups[group].intents[place];
            ballot.group = group;
            ballot.place = place;
            if (!ballot.guest()) {
                ballot.voter = ballot.registered().num;
            }
        }
    }
    number_guests();
}

void VoteBatch::number_guests()
{
    std::vector<Ballot*> guests;
    for (auto& ballot : ballots_) {
        if (ballot.guest() && policy_.guest_votes) {
            guests.push_back(&ballot);
        }
    }
    if (guests.empty()) {
        return;
    }
    view_.at = ports_.clock.now();
    ports_.state.read([&](VotingProjection const& projection) { view_.load(projection, guests); });
    std::erase_if(guests, [this](Ballot* ballot) {
        auto error = refuse_guest(view_, *ballot);
        if (error) {
            ballot->result = fail(std::move(*error));
        }
        return error.has_value();
    });
    std::vector<std::string> names;
    for (auto const* const guest : guests) {
        names.push_back(guest->agent_id());
    }
    if (names.empty()) {
        return;
    }
    auto const numbers = ports_.voters.guests(names);
    for (std::size_t i = 0; i < guests.size(); ++i) {
        guests[i]->voter = numbers[i];
    }
}

bool VoteBatch::finished() const
{
    return rounds_ == kMaxRounds || std::ranges::none_of(ballots_, &Ballot::open);
}

std::vector<Ballot*> VoteBatch::open_ballots()
{
    std::vector<Ballot*> open;
    for (auto& ballot : ballots_) {
        if (ballot.open()) {
            open.push_back(&ballot);
        }
    }
    return open;
}

void VoteBatch::round(Timestamp at)
{
    auto const open = open_ballots();
    view_.at = at;
    ports_.state.read([&](VotingProjection const& projection) { view_.load(projection, open); });
    learn_votes(open);
    decide_open(open);
    answers_stored_ = false;
    settle(append_attempts());
    if (answers_stored_) {
        note_answered();
    }
    ++rounds_;
}

// Reads what the ledger holds where a decision hangs on it.
void VoteBatch::learn_votes(std::vector<Ballot*> const& open)
{
    auto const doubtful = doubtful_voters(open);
    std::vector<VoteKey> keys;
    for (auto const* const ballot : open) {
        if (!ballot->item || !ballot->voter) {
            continue;
        }
        if (ballot->intent->operation != Operation::cast || rounds_ > 0 ||
            groups_[ballot->group].answer || doubtful.contains(*ballot->voter)) {
            keys.push_back(ballot->key());
        }
        if (auto const found = view_.siblings.find(*ballot->voter);
            !ballot->guest() && found != view_.siblings.end()) {
            for (auto const sibling : found->second) {
                keys.push_back({ballot->item->num, sibling});
            }
        }
    }
    read_latest(keys);
}

// Voters for whom it matters how many of their votes in this batch are duplicates.
std::unordered_set<VoterNum> VoteBatch::doubtful_voters(std::vector<Ballot*> const& open) const
{
    std::unordered_map<VoterNum, std::int64_t> by_voter;
    std::unordered_map<std::uint64_t, std::int64_t> by_network;
    for (auto const* const ballot : open) {
        if (ballot->voter) {
            ++by_voter[*ballot->voter];
            ++by_network[ballot->intent->network];
        }
    }
    std::unordered_set<VoterNum> doubtful;
    for (auto const* const ballot : open) {
        if (!ballot->voter) {
            continue;
        }
        auto const network = view_.networks.find(ballot->intent->network);
        if (network != view_.networks.end() &&
            network->second + by_network[network->first] > policy_.quotas.network_per_day) {
            doubtful.insert(*ballot->voter);
        }
        auto const votes = by_voter[*ballot->voter];
        if (!ballot->guest() && votes > 1 &&
            near_a_limit(view_.standings.at(*ballot->voter), votes, ballot->registered().tier)) {
            doubtful.insert(*ballot->voter);
        }
    }
    return doubtful;
}

bool VoteBatch::near_a_limit(VoterStanding const& standing, std::int64_t votes, Tier tier) const
{
    auto const usage = standing.usage(view_.at);
    auto const& quota = policy_.quotas.of(tier);
    auto const passes = [votes](std::optional<std::int64_t> limit, std::int64_t used) {
        return limit && used + votes > *limit;
    };
    if (passes(quota.per_hour, usage.this_hour) || passes(quota.per_day, usage.today)) {
        return true;
    }
    // A detector that fires anyway, or cannot fire yet, needs no exact count.
    auto const could_fire = [&](std::chrono::seconds span, std::int64_t before) {
        auto const earlier = standing.votes_within(span, view_.at);
        return earlier < before && earlier + votes > before;
    };
    return policy_.anti_gaming != AntiGaming::off &&
           (could_fire(kBurstSpan, kBurstBefore) || could_fire(kBurstSpan, kFastBurstBefore) ||
            could_fire(kVolumeSpan, kVolumeBefore + 1));
}

void VoteBatch::read_latest(std::vector<VoteKey> const& wanted)
{
    std::vector<VoteKey> keys;
    std::ranges::copy_if(wanted, std::back_inserter(keys), [this](VoteKey const& key) {
        return view_.latest(key) == nullptr;
    });
    std::ranges::sort(keys);
    auto const twice = std::ranges::unique(keys);
    keys.erase(twice.begin(), twice.end());
    if (keys.empty()) {
        return;
    }
    auto const entries = ports_.ledger.latest(keys);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        view_.known.emplace(keys[i], entries[i]);
    }
}

void VoteBatch::decide_open(std::vector<Ballot*> const& open)
{
    attempts_.clear();
    std::unordered_set<VoteKey, VoteKeyHash> keys;
    for (auto* const ballot : open) {
        if (ballot->item && ballot->voter && touched(*ballot, keys)) {
            continue;  // the next round will know what became of the earlier one
        }
        auto decision = decide(view_, *ballot);
        if (auto* const answer = std::get_if<Result<VoteReceipt>>(&decision)) {
            ballot->result = std::move(*answer);
            continue;
        }
        if (auto stopped = stop_fast_burst(*ballot)) {
            ballot->result = fail(std::move(*stopped));
            continue;
        }
        auto& record = std::get<LedgerRecord>(decision);
        record.entry.writer = writer_;
        record.entry.seq = ++seq_;
        keys.insert(ballot->key());
        assume(record.entry);
        attempts_.push_back({ballot, std::move(record)});
    }
}

// Whether an earlier ballot of the round decides something that this one hangs on.
bool VoteBatch::touched(Ballot const& ballot, std::unordered_set<VoteKey, VoteKeyHash> const& keys)
    const
{
    if (keys.contains(ballot.key())) {
        return true;
    }
    auto const found = view_.siblings.find(*ballot.voter);
    return found != view_.siblings.end() && std::ranges::any_of(found->second, [&](auto sibling) {
               return keys.contains({ballot.item->num, sibling});
           });
}

// Lets the round's later ballots of the same voter and network see this vote.
void VoteBatch::assume(LedgerEntry const& entry)
{
    if (!entry.is_guest()) {
        view_.standings.at(entry.voter).fold(entry);
    }
    if (entry.spends_quota() && entry.network != 0) {
        ++view_.networks[entry.network];
    }
}

// Without the groups whose key turned out to be taken, until the rest is through.
std::vector<VoteBatch::Fate> VoteBatch::append_attempts()
{
    std::vector<Fate> fates;
    while (!attempts_.empty() && fates.empty()) {
        fates = append_range(0, attempts_.size(), true);
    }
    return fates;
}

// Halves what the ledger refuses, until the entries that it cannot hold stand alone. Nothing if a
// key was taken: then there are fewer attempts, and nothing was stored.
std::vector<VoteBatch::Fate> VoteBatch::append_range(
    std::size_t begin, std::size_t end, bool with_answers
)
{
    std::vector<LedgerRecord> records;
    for (auto i = begin; i < end; ++i) {
        records.push_back(attempts_[i].record);
    }
    Ledger::IdempotencyHook hook;
    auto const has_answer = [](VoteGroup const& group) { return static_cast<bool>(group.answer); };
    if (with_answers && std::ranges::any_of(groups_, has_answer)) {
        hook = [this](std::vector<bool> const& inserted) { return answers(inserted); };
    }
    auto outcome = ports_.ledger.append(records, hook);
    auto const retried = outcome.status == AppendOutcome::Status::unknown;
    if (retried) {
        outcome = ports_.ledger.append(records, hook);
    }
    if (outcome.status == AppendOutcome::Status::unknown ||
        outcome.status == AppendOutcome::Status::failed) {
        auto const nothing = outcome.status == AppendOutcome::Status::failed && !retried;
        return std::vector<Fate>(end - begin, nothing ? Fate::failed : Fate::unknown);
    }
    if (outcome.status == AppendOutcome::Status::taken) {
        give_up(outcome.taken);
        return {};
    }
    if (outcome.status == AppendOutcome::Status::refused) {
        if (end - begin == 1) {
            return {Fate::refused};
        }
        auto const middle = begin + (end - begin) / 2;
        auto fates = append_range(begin, middle, false);
        std::ranges::copy(append_range(middle, end, false), std::back_inserter(fates));
        return fates;
    }
    if (retried) {
        return confirm(records, outcome.inserted);
    }
    answers_stored_ = static_cast<bool>(hook);
    std::vector<Fate> fates;
    for (auto const in : outcome.inserted) {
        fates.push_back(in ? Fate::inserted : Fate::conflict);
    }
    return fates;
}

// After a commit of unknown fate: what the second attempt found in its way may be our own. If that
// cannot be asked either, it stays in doubt; what the second attempt inserted does not.
std::vector<VoteBatch::Fate> VoteBatch::confirm(
    std::span<LedgerRecord const> records, std::vector<bool> const& in
)
{
    std::vector<VoteId> ids;
    for (auto const& record : records) {
        ids.push_back({record.entry.writer, record.entry.seq});
    }
    auto const held = ports_.ledger.holds(ids);
    std::vector<Fate> fates;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (in[i]) {
            fates.push_back(Fate::inserted);
        } else if (!held) {
            fates.push_back(Fate::unknown);
        } else {
            fates.push_back((*held)[i] ? Fate::inserted : Fate::conflict);
        }
    }
    return fates;
}

void VoteBatch::settle(std::vector<Fate> const& fates)
{
    std::vector<bool> inserted;
    std::vector<LedgerEntry> entries;
    for (std::size_t i = 0; i < attempts_.size(); ++i) {
        auto const& entry = attempts_[i].record.entry;
        inserted.push_back(fates[i] == Fate::inserted);
        if (inserted.back()) {
            entries.push_back(entry);
            view_.known.insert_or_assign({entry.item, entry.voter}, entry);
        } else {
            view_.known.erase({entry.item, entry.voter});
        }
    }
    auto results = receipts(inserted);
    for (std::size_t i = 0; i < attempts_.size(); ++i) {
        auto& [ballot, record] = attempts_[i];
        switch (fates[i]) {
            case Fate::inserted: ballot->result = std::move(results[i]); break;
            case Fate::conflict: break;  // open: the next round asks who was first
            case Fate::refused: ballot->result = fail(vote_refused()); break;
            case Fate::failed: ballot->result = fail(ledger_unavailable()); break;
            case Fate::unknown:
                ballot->result = fail(ledger_unavailable());
                if (doubtful_.empty()) {
                    ports_.state.raise_doubt();
                }
                doubtful_.push_back(record.entry);
                break;
        }
    }
    if (!entries.empty()) {
        ports_.state.fold(entries, view_.at);
        watch(entries);
    }
    attempts_.clear();
}

std::vector<std::vector<Result<VoteReceipt>>> VoteBatch::finish()
{
    store_late_answers();
    std::vector<std::vector<Result<VoteReceipt>>> outcomes(groups_.size());
    for (auto& ballot : ballots_) {
        outcomes[ballot.group].push_back(std::move(*ballot.result));
    }
    return outcomes;
}

}  // namespace upbeat::voting

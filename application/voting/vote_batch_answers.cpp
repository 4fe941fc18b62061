#include <algorithm>

#include <upbeat/application/voting/vote_batch.hpp>
#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {

// One result for each ballot, as far as the round decides it; what stays open is an error here.
std::vector<Result<VoteReceipt>> VoteBatch::receipts(std::vector<bool> const& inserted) const
{
    std::vector<Result<VoteReceipt>> results;
    std::unordered_map<ItemNum, Tally> tallies;
    for (std::size_t i = 0; i < attempts_.size(); ++i) {
        auto const& [ballot, record] = attempts_[i];
        if (!inserted[i]) {
            results.emplace_back(fail(vote_contended()));
            continue;
        }
        auto const& entry = record.entry;
        auto& tally = tallies.try_emplace(entry.item, ballot->item->tally).first->second;
        if (entry.replaces_vote()) {
            tally.take_back(entry.prior_direction, entry.prior_weight, entry.replaces_guest());
        }
        if (entry.stands()) {
            tally.add(entry.direction, entry.weight, entry.is_guest());
        }
        results.emplace_back(receipt_for(*ballot, entry, policy_, tally));
    }
    return results;
}

// The rows of groups that are complete if exactly these attempts went in.
std::vector<IdempotencyRow> VoteBatch::answers(std::vector<bool> const& inserted)
{
    auto const now = receipts(inserted);
    std::unordered_map<Ballot const*, std::size_t> attempt_of;
    for (std::size_t i = 0; i < attempts_.size(); ++i) {
        attempt_of.emplace(attempts_[i].ballot, i);
    }
    std::vector<std::vector<Result<VoteReceipt>>> outcomes(groups_.size());
    for (auto const& ballot : ballots_) {
        auto const attempt = attempt_of.find(&ballot);
        if (!ballot.open()) {
            outcomes[ballot.group].push_back(*ballot.result);
        } else if (attempt != attempt_of.end() && inserted[attempt->second]) {
            outcomes[ballot.group].push_back(now[attempt->second]);
        }
    }
    std::vector<IdempotencyRow> rows;
    rows_of_.clear();
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        auto const complete = outcomes[group].size() == groups_[group].intents.size();
        if (!groups_[group].answer || answered_[group] || !complete) {
            continue;
        }
        if (auto row = groups_[group].answer(outcomes[group])) {
            rows.push_back(std::move(*row));
            rows_of_.push_back(group);
        }
    }
    return rows;
}

// Another node keeps an answer under the keys of these rows: their groups store nothing more.
void VoteBatch::give_up(std::vector<std::size_t> const& taken)
{
    for (auto const row : taken) {
        answered_[rows_of_[row]] = true;
    }
    std::erase_if(attempts_, [this](Attempt const& attempt) {
        return static_cast<bool>(groups_[attempt.ballot->group].answer) &&
               answered_[attempt.ballot->group];
    });
    for (auto const row : taken) {
        for (auto& ballot : ballots_) {
            if (ballot.group == rows_of_[row]) {
                ballot.result = fail(answer_kept_elsewhere());
            }
        }
    }
}

// Once the hook has run: the groups that are complete now were complete for it.
void VoteBatch::note_answered()
{
    std::vector<bool> complete(groups_.size(), true);
    for (auto const& ballot : ballots_) {
        if (ballot.open()) {
            complete[ballot.group] = false;
        }
    }
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        answered_[group] = answered_[group] || complete[group];
    }
}

// Rows of groups that ended without an entry of their own in the last append.
void VoteBatch::store_late_answers()
{
    for (auto& ballot : ballots_) {
        if (ballot.open()) {
            ballot.result = fail(vote_contended());
        }
    }
    auto taken = true;
    while (taken && !answers({}).empty()) {
        // Should this fail, the votes are safe and a repeat of the request finds duplicates.
        auto const outcome =
            ports_.ledger.append({}, [this](std::vector<bool> const&) { return answers({}); });
        taken = outcome.status == AppendOutcome::Status::taken;
        if (taken) {
            give_up(outcome.taken);
        }
    }
}

}  // namespace upbeat::voting

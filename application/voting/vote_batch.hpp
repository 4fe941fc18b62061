#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <upbeat/application/voting/cast_votes.hpp>
#include <upbeat/application/voting/vote_decision.hpp>

namespace upbeat::voting {

// One batch on its way through CastVotes, in rounds. A round decides every open ballot whose vote
// no earlier ballot of the round touches, appends what was decided with one statement, folds it,
// and leaves open what lost a race. Most batches take one round and ask the ledger nothing first:
// the insert itself finds duplicates. The ledger is asked beforehand only for votes that change
// something, and where an undetected duplicate would shift a quota or set off a detector.
class VoteBatch {
   public:
    VoteBatch(
        CastVotesPorts const& ports,
        VotePolicy const& policy,
        std::int32_t writer,
        std::int64_t& seq,
        std::span<VoteGroup const> groups,
        std::vector<LedgerEntry>& doubtful
    );

    bool finished() const;
    void round(Timestamp at);
    // Answers what is still open, and stores answers that no append could carry.
    std::vector<std::vector<Result<VoteReceipt>>> finish();

   private:
    // A ballot and the entry that was decided for it in this round.
    struct Attempt {
        Ballot* ballot;
        LedgerRecord record;
    };
    enum class Fate : unsigned char { inserted, conflict, refused, failed, unknown };

    void number_guests();
    std::vector<Ballot*> open_ballots();
    void learn_votes(std::vector<Ballot*> const& open);
    std::unordered_set<VoterNum> doubtful_voters(std::vector<Ballot*> const& open) const;
    bool near_a_limit(VoterStanding const& standing, std::int64_t votes, Tier tier) const;
    void read_latest(std::vector<VoteKey> const& keys);
    void decide_open(std::vector<Ballot*> const& open);
    bool touched(Ballot const& ballot, std::unordered_set<VoteKey, VoteKeyHash> const& keys) const;
    void assume(LedgerEntry const& entry);
    std::optional<Error> stop_fast_burst(Ballot const& ballot);
    void watch(std::vector<LedgerEntry> const& entries);

    std::vector<Fate> append_attempts();
    std::vector<Fate> append_range(std::size_t begin, std::size_t end, bool with_answers);
    std::vector<Fate> confirm(std::span<LedgerRecord const> records, std::vector<bool> const& in);
    std::vector<IdempotencyRow> answers(std::vector<bool> const& inserted);
    void give_up(std::vector<std::size_t> const& taken);
    std::vector<Result<VoteReceipt>> receipts(std::vector<bool> const& inserted) const;
    void settle(std::vector<Fate> const& fates);
    void note_answered();
    void store_late_answers();

    CastVotesPorts ports_;
    VotePolicy const& policy_;
    std::int32_t writer_;
    std::int64_t& seq_;
    std::span<VoteGroup const> groups_;
    std::vector<Ballot> ballots_{};
    RoundView view_{};
    std::vector<Attempt> attempts_{};
    std::vector<bool> answered_{};        // groups whose answer is stored, here or elsewhere
    std::vector<std::size_t> rows_of_{};  // the group of each row of the last answers()
    std::vector<LedgerEntry>& doubtful_;  // gets what may or may not be in the ledger
    bool answers_stored_ = false;         // the round's append carried rows
    int rounds_ = 0;
};

}  // namespace upbeat::voting

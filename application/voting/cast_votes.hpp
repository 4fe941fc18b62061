#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/vote_intent.hpp>
#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/application/voting/voter_directory.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::voting {

class ConductWatch;

struct CastVotesPorts {
    Ledger& ledger;
    VoterDirectory& voters;
    VotingState& state;
    Clock const& clock;
    ConductWatch* conduct = nullptr;  // none: no incidents, no ladder
};

// The whole path of a vote, for one batch: decides, appends with one statement, folds, and answers
// each intent. One poisoned intent never fails its neighbours; a lost race is decided again; a
// commit whose fate is unknown is settled by the unique key. One object per writer, used by one
// thread at a time; `writer` is a number no other writer ever had.
class CastVotes {
   public:
    CastVotes(CastVotesPorts const& ports, VotePolicy const& policy, std::int32_t writer);

    // One result an intent, in their order.
    std::vector<std::vector<Result<VoteReceipt>>> execute(std::span<VoteGroup const> batch);
    // The same for one group without an idempotency record.
    std::vector<Result<VoteReceipt>> execute(std::span<VoteIntent const> intents);

    // Looks for what an unanswered commit may have left in the ledger, if it is time to. To be
    // called once in a while when there is nothing to execute; cheap when nothing is in doubt.
    void settle();

    std::int32_t writer() const { return writer_; }
    // Entries of which nobody knows yet whether they are stored.
    std::size_t in_doubt() const { return doubtful_.size(); }

    // Before the first vote. The watch lives longer.
    void watch_with(ConductWatch& conduct) { ports_.conduct = &conduct; }

   private:
    Timestamp next_instant();
    void settle_doubtful(Timestamp now);

    CastVotesPorts ports_;
    VotePolicy policy_;
    std::int32_t writer_;
    std::int64_t seq_ = 0;
    Timestamp last_at_{};
    // Entries whose append ended in `unknown` twice: folded later if they turn out to be stored.
    // With too many of them no further votes are taken, so a batch more than the limit is the most.
    std::vector<LedgerEntry> doubtful_{};
    Timestamp doubtful_checked_{};
};

}  // namespace upbeat::voting

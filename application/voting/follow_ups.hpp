#pragma once

#include <functional>
#include <string>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/vote_intent.hpp>
#include <upbeat/application/voting/voting_state.hpp>

namespace upbeat::voting {

// Hands a group to the node's single writer and waits for what became of it: CastVotes::execute, or
// a VoteQueue with a promise behind it. Not from within a unit of work: the writer needs the
// storage that the unit of work holds.
using SubmitVotes = std::function<std::vector<Result<VoteReceipt>>(VoteGroup)>;

// What became of some follow-ups.
struct FollowUpReport {
    std::int64_t done = 0;
    std::int64_t needless = 0;  // the vote's latest entry did not allow it
    std::int64_t failed = 0;    // try again later

    bool settled() const { return failed == 0; }
};

// Takes votes out of the count or puts them back, in groups of some hundreds, with the notes that
// they had. A vote that cannot take the step is left as it is. Thread-safe, as the ports are.
class AppendFollowUps {
   public:
    AppendFollowUps(Ledger& ledger, VotingState const& state, SubmitVotes submit)
        : ledger_{ledger}, state_{state}, submit_{std::move(submit)}
    {
    }

    // `marks` are EntryFlags bits that the entries get besides their own.
    FollowUpReport execute(
        Operation operation, std::vector<VoteKey> const& votes, std::uint16_t marks = 0
    );

   private:
    std::vector<VoteIntent> intents_for(
        Operation operation, std::span<VoteKey const> votes, FollowUpReport& report
    );

    Ledger& ledger_;
    VotingState const& state_;
    SubmitVotes submit_;
};

}  // namespace upbeat::voting

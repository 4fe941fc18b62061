#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/application/voting/chart_archive.hpp>
#include <upbeat/application/voting/incidents.hpp>
#include <upbeat/application/voting/list_votes.hpp>
#include <upbeat/application/voting/past_ledger.hpp>
#include <upbeat/application/voting/reputation_adjustments.hpp>
#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/domain/voting/voter_standing.hpp>

namespace upbeat::voting {

// One rule on the way from a reputation to a weight, and the weight behind it.
struct WeightStep {
    std::string_view rule{};
    Weight weight{};
    std::string words{};
};

// A voter's reputation just before a vote.
struct ReputationThen {
    Reputation score{};
    Reputation earned{};  // what the formula gives; idleness may have taken from it
    ReputationParts parts{};
    std::int64_t up = 0;  // standing votes
    std::int64_t down = 0;
    std::int64_t abstain = 0;
    std::int32_t penalty = 0;     // hundredths of the reputation withheld, 0..10000
    std::int32_t adjustment = 0;  // by administrators, hundredths of a point

    std::int64_t votes() const { return up + down; }
};

// An entry of the same vote.
struct VoteMove {
    VoteId id{};
    Reason reason = Reason::cast;
    Direction direction = Direction::abstain;
    Weight weight{};
    Timestamp at{};
};

struct VoteExplanation {
    ListedVote vote{};
    std::optional<ReputationThen> reputation{};  // a guest has none
    std::vector<WeightStep> steps{};
    std::optional<Weight> recomputed{};  // none where the voter's life is too long to fold
    EntryFlags detectors{};
    bool flagged = false;
    std::vector<VoteMove> later{};
    std::optional<VoteEffect> moved{};
    std::string moved_status{};  // "known", "warming", "not_charted" or "unavailable"
};

struct ExplainPorts {
    Ledger& ledger;
    PastLedger& past;
    ReputationAdjustments& adjustments;
    Incidents& incidents;
    VotingState const& state;
    VoterDirectory& voters;
    ChartArchive& archive;
    VotePolicy const& policy;
};

// Why a vote weighs what it weighs, and what it moved: its voter's life up to the vote is folded
// anew from the ledger, so that the weight is proved rather than repeated. A few microseconds for
// each earlier vote of the voter (by index), and one pass of the archive for what it moved, where
// the archive is warm. Thread-safe.
class ExplainVote {
   public:
    // Votes of voters with more entries than that are explained without the proof.
    static constexpr std::size_t kLongestLife = 20'000;

    explicit ExplainVote(ExplainPorts const& ports) : ports_{ports} {}

    // Fails with vote_not_found.
    Result<VoteExplanation> execute(std::string_view vote_id);

   private:
    std::optional<VoterStanding> standing_before(LedgerEntry const& entry);
    Conduct conduct_before(LedgerEntry const& entry);
    std::int32_t taken_by_siblings(LedgerEntry const& entry, VoterFacts const& facts);
    void weigh(VoteExplanation& told, LedgerEntry const& entry);
    void follow(VoteExplanation& told, LedgerEntry const& entry);
    void measure(VoteExplanation& told, LedgerEntry const& entry);

    ExplainPorts ports_;
};

}  // namespace upbeat::voting

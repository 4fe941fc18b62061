#include <upbeat/application/voting/adjust_reputation.hpp>

#include <algorithm>
#include <cstdlib>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

constexpr std::int32_t kWorthNoting = 100;  // a whole point
constexpr std::size_t kHistory = 100;

// Replays a voter's life and notes where the reputation moved.
class Replay {
   public:
    explicit Replay(VoterFacts const& facts) : standing_{facts} {}

    void fold(LedgerEntry const& entry)
    {
        if (!entry.is_guest()) {
            standing_.fold(entry);
            note(entry.at, "votes", false);
        }
    }

    void adjust(ReputationAdjustment const& adjustment)
    {
        noted_ = standing_.reputation(adjustment.at);
        standing_.adjust(adjustment);
        note(adjustment.at, adjustment.reason, true);
    }

    ReputationHistory result(Timestamp now)
    {
        std::ranges::reverse(events_);
        events_.resize(std::min(events_.size(), kHistory));
        return {standing_.reputation(now), std::move(events_)};
    }

   private:
    void note(Timestamp at, std::string const& reason, bool always)
    {
        auto const reputation = standing_.reputation(at);
        if (always || std::abs(reputation.value - noted_.value) >= kWorthNoting) {
            events_.push_back({at, noted_, reputation, reason});
            noted_ = reputation;
        }
    }

    VoterStanding standing_;
    Reputation noted_{};
    std::vector<ReputationEvent> events_;
};

}  // namespace

Result<ReputationChange> AdjustReputation::execute(AdjustReputationCommand const& command)
{
    if (command.target.value < 0 || command.target > kFullReputation) {
        return fail(adjustment_out_of_range());
    }
    auto const now = clock_.now();
    auto const before = state_.read([&](VotingProjection const& projection) {
        auto const* const voter = projection.voters().find(command.voter);
        return voter != nullptr ? std::optional{voter->reputation(now)} : std::nullopt;
    });
    if (!before) {
        return fail(voter_not_found(std::to_string(command.voter.value)));
    }
    ReputationAdjustment const adjustment{
        .voter = command.voter,
        .at = now,
        .delta = command.target.value - before->value,
        .reason = command.reason,
        .by = command.by
    };
    UPBEAT_CHECK(adjustments_.append(adjustment));
    auto const after = state_.write([&](VotingProjection& projection) {
        projection.adjust(adjustment);
        return projection.voters().find(command.voter)->reputation(now);
    });
    return ReputationChange{*before, after};
}

ReputationHistory GetReputationHistory::execute(VoterNum voter)
{
    auto const now = clock_.now();
    auto const facts = state_.read([&](VotingProjection const& projection) {
        auto const* const known = projection.voters().find(voter);
        return known != nullptr ? known->facts() : VoterFacts{.num = voter, .created_at = now};
    });
    auto const entries = ledger_.history(voter);
    auto const adjustments = adjustments_.of(voter);
    Replay replay{facts};
    auto next = adjustments.begin();
    for (auto const& entry : entries) {
        while (next != adjustments.end() && next->at <= entry.at) {
            replay.adjust(*next++);
        }
        replay.fold(entry);
    }
    std::for_each(next, adjustments.end(), [&](auto const& left) { replay.adjust(left); });
    return replay.result(now);
}

}  // namespace upbeat::voting

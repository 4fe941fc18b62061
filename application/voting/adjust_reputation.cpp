#include <upbeat/application/voting/adjust_reputation.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>

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
    auto const standing = state_.read([&](VotingProjection const& projection) {
        auto const* const voter = projection.voters().find(command.voter);
        return voter != nullptr ? std::optional{*voter} : std::nullopt;
    });
    if (!standing) {
        return fail(voter_not_found(std::to_string(command.voter.value)));
    }
    ReputationChange change;
    // Lives until the outermost commit, which may come after this call has returned.
    auto const adjustment = std::make_shared<ReputationAdjustment>();
    auto const work = [&, adjustment]() -> Result<void> {
        *adjustment = {
            .voter = command.voter,
            .at = now,
            .delta = command.target.value,
            .reason = command.reason,
            .by = command.by
        };
        change = plan(*standing, *adjustment);
        UPBEAT_TRY(adjustment->seq, adjustments_.append(*adjustment));
        if (command.record) {
            command.record(change);
        }
        return {};
    };
    UPBEAT_CHECK(adjustments_.run(work, [this, adjustment] {
        state_.write([&](VotingProjection& projection) { projection.adjust(*adjustment); });
    }));
    return change;
}

// Turns the target that `adjustment.delta` holds into the difference. This node may not have heard
// yet of what others adjusted; the storage has.
ReputationChange AdjustReputation::plan(VoterStanding standing, ReputationAdjustment& adjustment)
{
    std::int32_t stored = 0;
    for (auto const& earlier : adjustments_.of(adjustment.voter)) {
        stored += earlier.delta;
    }
    standing.adjust({.at = adjustment.at, .delta = stored - standing.adjustment()});
    auto const target = adjustment.delta;
    auto const before = standing.reputation(adjustment.at);
    // Beyond the ends of the scale, and after long idleness, a point more is not a point more.
    constexpr int kTries = 4;
    adjustment.delta = 0;
    for (int i = 0; i < kTries; ++i) {
        auto const step = target - standing.reputation(adjustment.at).value;
        standing.adjust({.at = adjustment.at, .delta = step});
        adjustment.delta += step;
    }
    return {before, standing.reputation(adjustment.at)};
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

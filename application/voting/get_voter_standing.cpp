#include <upbeat/application/voting/get_voter_standing.hpp>

#include <algorithm>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

void add_conduct(VoterReport& report, VoterStanding const& standing, Timestamp now)
{
    auto const& conduct = standing.conduct();
    report.suspended = conduct.suspended();
    report.blocked = conduct.blocked(now) || conduct.suspended();
    if (conduct.blocked(now)) {
        report.blocked_until = conduct.blocked_until();
    }
    report.penalty = conduct.penalty(now);
    if (standing.one_way()) {
        report.signals.push_back(Detector::unidirectional);
    }
    if (standing.steady()) {
        report.signals.push_back(Detector::metronome);
    }
    // Only where nothing says more.
    if (!report.flagged && standing.one_platform()) {
        report.signals.push_back(Detector::platform_bias);
    }
}

VoterReport report_on(VoterStanding const& standing, Timestamp now, VotePolicy const& policy)
{
    auto const flagged = standing.flagged(now);
    auto const reputation = standing.reputation(now);
    VoterReport report{
        .num = standing.facts().num,
        .reputation = reputation,
        .parts = standing.parts(now),
        .weight = weight_of(reputation, flagged && policy.anti_gaming == AntiGaming::enforce),
        .label = reputation_label(reputation),
        .up = standing.up(),
        .down = standing.down(),
        .abstain = standing.abstain(),
        .total_votes = standing.standing_votes(),
        .usage = standing.usage(now),
        .flagged = flagged,
        .warnings = standing.warnings(),
    };
    if (standing.has_voted()) {
        report.last_vote_at = standing.last_vote_at();
    }
    if (flagged) {
        report.flagged_until = standing.flagged_until();
    }
    add_conduct(report, standing, now);
    return report;
}

}  // namespace

VoterReport GetVoterStanding::execute(VoterNum voter, Tier tier) const
{
    auto const now = clock_.now();
    auto report = state_.read([&](VotingProjection const& projection) {
        auto const* const known = projection.voters().find(voter);
        VoterStanding const nobody{{voter, OwnerNum{voter.value}, now, false}};
        return report_on(known != nullptr ? *known : nobody, now, policy_);
    });
    report.quota = policy_.quotas.of(tier);
    return report;
}

std::optional<Error> GetVoterStanding::barred(VoterNum voter) const
{
    if (policy_.anti_gaming != AntiGaming::enforce) {
        return std::nullopt;
    }
    auto const suspended = state_.read([&](VotingProjection const& projection) {
        auto const* const known = projection.voters().find(voter);
        return known != nullptr && known->conduct().suspended();
    });
    return suspended ? std::optional{suspended_for_votes()} : std::nullopt;
}

std::vector<VoterReport> ListFlaggedVoters::execute() const
{
    auto const now = clock_.now();
    std::vector<VoterReport> flagged;
    state_.read([&](VotingProjection const& projection) {
        projection.voters().each([&](VoterStanding const& standing) {
            if (standing.flagged(now)) {
                flagged.push_back(report_on(standing, now, VotePolicy{}));
            }
        });
    });
    std::ranges::sort(flagged, [](VoterReport const& a, VoterReport const& b) {
        return a.flagged_until > b.flagged_until;
    });
    return flagged;
}

}  // namespace upbeat::voting

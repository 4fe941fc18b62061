#include <upbeat/infrastructure/identity/voter_standings_gateway.hpp>

#include <upbeat/application/voting/get_leaderboard.hpp>
#include <upbeat/application/voting/get_voter_standing.hpp>

namespace upbeat::identity {

VoterNumbers VoterStandingsGateway::numbers(VoterNum voter) const
{
    auto const report = standing_.execute(voter);
    return {
        .reputation = report.reputation.value,
        .vote_weight = report.weight.value,
        .up = report.up,
        .down = report.down,
        .abstain = report.abstain,
        .votes_today = report.usage.today,
        .votes_this_hour = report.usage.this_hour,
        .last_vote_at = report.last_vote_at,
        .flagged = report.flagged,
        .flagged_until = report.flagged_until,
        .warnings = report.warnings,
        .blocked = report.blocked,
        .blocked_until = report.blocked_until,
        .penalty = report.penalty,
    };
}

std::vector<VoterNum> VoterStandingsGateway::leaders(std::size_t count) const
{
    std::vector<VoterNum> out;
    for (auto const& line : leaderboard_.execute(count)) {
        out.push_back(line.voter.num);
    }
    return out;
}

}  // namespace upbeat::identity

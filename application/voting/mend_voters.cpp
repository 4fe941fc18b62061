#include <upbeat/application/voting/mend_voters.hpp>

namespace upbeat::voting {

MendReport mend_late_voters(VotingState& state, Ledger& ledger, ReputationAdjustments& adjustments)
{
    MendReport report;
    for (auto const voter : state.take_late_voters()) {
        auto const entries = ledger.history(voter);
        auto const changes = adjustments.of(voter);
        auto const mended = state.write([&](VotingProjection& projection) {
            return projection.replace_voter(voter, {entries, changes});
        });
        if (mended) {
            ++report.mended;
        } else {
            state.write([&](VotingProjection& projection) { projection.note_late(voter); });
            ++report.left;
        }
    }
    return report;
}

}  // namespace upbeat::voting

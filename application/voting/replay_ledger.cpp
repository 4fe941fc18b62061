#include <upbeat/application/voting/replay_ledger.hpp>

#include <upbeat/application/voting/mend_voters.hpp>

namespace upbeat::voting {
namespace {

constexpr int kMostCatchingUp = 20;

WriterPositions positions_of(VotingState const& state)
{
    return state.read([](VotingProjection const& p) { return p.positions(); });
}

}  // namespace

ReplayReport ReplayLedger::execute(RebuildState::Progress const& progress)
{
    auto const rebuilt = rebuild(whole_, RebuildState::From::ledger, progress);
    ReplayReport report{
        .items = rebuilt.items,
        .voters = rebuilt.voters,
        .entries = rebuilt.entries,
        .took = rebuilt.phases.ledger
    };
    report.digest = whole_.read([](VotingProjection const& p) { return p.digest(); });
    if (parts_.checkpoints.latest()) {
        compare(report);
    }
    return report;
}

RebuildReport ReplayLedger::rebuild(
    VotingState& state, RebuildState::From from, RebuildState::Progress const& progress
)
{
    return RebuildState{{parts_.ledger,
                         parts_.items,
                         parts_.voters,
                         parts_.adjustments,
                         state,
                         parts_.clock,
                         &parts_.checkpoints}
    }.execute(progress, from);
}

// Votes that came while one of the two was made are missing there.
bool ReplayLedger::catch_up(VotingState& state, WriterPositions const& wanted)
{
    parts_.ledger.follow(positions_of(state), [&](std::span<LedgerEntry const> batch) {
        state.fold(batch, parts_.clock.now());
        return true;
    });
    mend_late_voters(state, parts_.ledger, parts_.adjustments);
    return positions_of(state) == wanted;
}

void ReplayLedger::compare(ReplayReport& report)
{
    VotingState started{parts_.clock.now()};
    auto const rebuilt = rebuild(started, RebuildState::From::checkpoint, {});
    report.checkpoint_refused = rebuilt.checkpoint_refused;
    report.checkpointed = rebuilt.checkpointed;
    report.tail = rebuilt.checkpointed > 0 ? rebuilt.entries : 0;
    if (report.checkpointed == 0) {
        return;
    }
    for (int tries = 0; tries < kMostCatchingUp; ++tries) {
        if (catch_up(whole_, positions_of(started)) || catch_up(started, positions_of(whole_))) {
            break;
        }
    }
    auto const now = parts_.clock.now();
    whole_.tick(now);
    started.tick(now);
    report.difference = started.read([&](VotingProjection const& a) {
        return whole_.read([&](VotingProjection const& b) { return first_difference(a, b); });
    });
}

}  // namespace upbeat::voting

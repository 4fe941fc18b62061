#include <upbeat/application/voting/rebuild_state.hpp>

namespace upbeat::voting {
RebuildReport RebuildState::execute(Progress const& progress)
{
    RebuildReport report;
    VotingProjection fresh{ports_.clock.now()};
    fresh.begin_load();
    ports_.items.each([&](ItemFacts const& facts) {
        fresh.put_item(facts);
        ++report.items;
    });
    ports_.voters.each([&](VoterFacts const& facts) {
        fresh.put_voter(facts);
        ++report.voters;
    });
    auto const adjustments = ports_.adjustments.all();
    auto next = adjustments.begin();
    auto const total = ports_.ledger.count();
    ports_.ledger.scan(std::nullopt, [&](std::span<LedgerEntry const> batch) {
        for (auto const& entry : batch) {
            for (; next != adjustments.end() && next->at <= entry.at; ++next) {
                fresh.adjust(*next);
            }
            report.unannounced += fresh.fold(entry) ? 0 : 1;
            ++report.entries;
        }
        if (progress) {
            progress(report.entries, std::max(total, report.entries));
        }
        return true;
    });
    for (; next != adjustments.end(); ++next) {
        fresh.adjust(*next);
    }
    fresh.finish_load(ports_.clock.now());
    ports_.state.write([&](VotingProjection& projection) { projection = std::move(fresh); });
    return report;
}

}  // namespace upbeat::voting

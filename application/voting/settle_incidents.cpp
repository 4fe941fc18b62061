#include <upbeat/application/voting/settle_incidents.hpp>

namespace upbeat::voting {

FollowUpReport SettleIncidents::execute()
{
    if (!parts_.watch.has_unsettled()) {
        return {};
    }
    auto const open = parts_.watch.unsettled();
    std::vector<VoteKey> out;
    std::vector<VoteKey> back;
    for (auto const& incident : open) {
        if (incident.item) {
            // Another incident may still hold a vote that this one lets go.
            auto const held = parts_.watch.holds(*incident.item, incident.voter);
            (held ? out : back).push_back({*incident.item, incident.voter});
        }
    }
    auto report = parts_.follow_ups.execute(Operation::quarantine, out);
    auto const restored = parts_.follow_ups.execute(Operation::restore, back);
    report.done += restored.done;
    report.needless += restored.needless;
    report.failed += restored.failed;
    if (report.settled()) {
        note_settled(open);
    }
    return report;
}

void SettleIncidents::note_settled(std::vector<Incident> const& incidents)
{
    std::vector<Incident> settled;
    for (auto incident : incidents) {
        auto const before = incident.changed_at;
        incident.settled = true;
        incident.changed_at = std::max(parts_.clock.now(), before + std::chrono::microseconds{1});
        // Somebody may have decided in between; then the next call goes on from there.
        if (parts_.incidents.update(incident, before)) {
            settled.push_back(std::move(incident));
        }
    }
    parts_.watch.apply(settled);
    parts_.watch.keep_house();
}

}  // namespace upbeat::voting

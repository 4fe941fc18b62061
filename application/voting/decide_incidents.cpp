#include <upbeat/application/voting/decide_incidents.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

constexpr bool of_a_group(Detector detector)
{
    return detector == Detector::coordinated || detector == Detector::crowd;
}

void mark(Incident& incident, IncidentStatus status, DecidedBy const& by, Timestamp now)
{
    auto const held = incident.holds_vote;
    incident.status = status;
    incident.decided_by = by.actor;
    incident.decided_at = now;
    incident.decision = by.reason;
    incident.holds_vote =
        status == IncidentStatus::confirmed && incident.item && of_a_group(incident.detector);
    incident.settled = incident.settled && incident.holds_vote == held;
}

// What runs after the commit may run when the caller has long returned, in an outer unit of work:
// it owns what it needs.

}  // namespace

Result<Incident> DecideIncidents::confirm(std::string const& id, DecidedBy const& by)
{
    return decide(id, IncidentStatus::confirmed, by);
}

Result<Incident> DecideIncidents::dismiss(std::string const& id, DecidedBy const& by)
{
    return decide(id, IncidentStatus::dismissed, by);
}

Result<Incident> DecideIncidents::decide(
    std::string const& id, IncidentStatus status, DecidedBy const& by
)
{
    auto const decided = std::make_shared<std::vector<Incident>>();
    auto const work = [&, decided]() -> Result<void> {
        auto const incident = parts_.incidents.find(id);
        if (!incident) {
            return fail(incident_not_found(id));
        }
        if (incident->status == status) {
            return fail(incident_decided(id));
        }
        *decided = parts_.incidents.of_case(incident->case_id);
        auto const now = parts_.clock.now();
        UPBEAT_CHECK(save(*decided, [&](Incident& one) { mark(one, status, by, now); }));
        audit(
            by,
            "incident." + std::string{to_word(status)},
            "incident",
            id,
            "case " + incident->case_id + ", incidents: " + std::to_string(decided->size())
        );
        return {};
    };
    UPBEAT_CHECK(parts_.work.run(work, [this, decided] { parts_.watch.apply(*decided); }));
    return *std::ranges::find(*decided, id, &Incident::id);
}

Result<Incident> DecideIncidents::appeal(
    std::string const& id, VoterNum voter, std::string const& text
)
{
    auto const changed = std::make_shared<std::vector<Incident>>();
    auto const work = [&, changed]() -> Result<void> {
        auto const incident = parts_.incidents.find(id);
        if (!incident || incident->voter != voter) {
            return fail(incident_not_found(id));
        }
        if (incident->status == IncidentStatus::dismissed) {
            return fail(incident_decided(id));
        }
        *changed = {*incident};
        return save(*changed, [&](Incident& one) {
            one.status = IncidentStatus::appealed;
            one.appeal = text;
            one.appealed_at = parts_.clock.now();
        });
    };
    UPBEAT_CHECK(parts_.work.run(work, [this, changed] { parts_.watch.apply(*changed); }));
    return changed->front();
}

Result<std::int64_t> DecideIncidents::unblock(
    VoterNum voter, std::string const& agent, DecidedBy const& by
)
{
    return end(ConductAction::blocked, voter, agent, by);
}

Result<std::int64_t> DecideIncidents::lift_suspension(
    VoterNum voter, std::string const& agent, DecidedBy const& by
)
{
    return end(ConductAction::suspended, voter, agent, by);
}

Result<std::int64_t> DecideIncidents::end(
    ConductAction action, VoterNum voter, std::string const& agent, DecidedBy const& by
)
{
    auto const ended = std::make_shared<std::vector<Incident>>();
    auto const work = [&, ended]() -> Result<void> {
        auto const now = parts_.clock.now();
        *ended = parts_.incidents.list({.voter = voter, .action = action}, {1, 100}).items;
        std::erase_if(*ended, [now](Incident const& one) {
            return !one.stands() || (one.until && *one.until <= now);
        });
        UPBEAT_CHECK(save(*ended, [&](Incident& one) {
            one.until = now;
            one.decided_by = by.actor;
            one.decided_at = now;
            one.decision = by.reason;
        }));
        auto const word =
            action == ConductAction::blocked ? "agent.unblocked" : "agent.suspension_lifted";
        audit(by, word, "agent", agent, "incidents: " + std::to_string(ended->size()));
        return {};
    };
    UPBEAT_CHECK(parts_.work.run(work, [this, ended] { parts_.watch.apply(*ended); }));
    return static_cast<std::int64_t>(ended->size());
}

Result<Incident> DecideIncidents::impose(
    ConductAction action, VoterNum voter, std::string const& agent, DecidedBy const& by
)
{
    auto const now = parts_.clock.now();
    Incident incident{
        .id = parts_.ids.next("inc"),
        .voter = voter,
        .detector = Detector::administrator,
        .action = action,
        .at = now,
        .status = IncidentStatus::confirmed,
        .decided_by = by.actor,
        .decided_at = now,
        .decision = by.reason,
        .changed_at = now,
    };
    incident.case_id = incident.id;
    if (action == ConductAction::blocked) {
        incident.until = now + kBlockDuration;
    }
    auto const work = [&]() -> Result<void> {
        parts_.incidents.append({&incident, 1});
        audit(by, "agent." + std::string{to_word(action)}, "agent", agent, incident.id);
        return {};
    };
    UPBEAT_CHECK(parts_.work.run(work, [this, incident] { parts_.watch.apply({&incident, 1}); }));
    return incident;
}

Result<void> DecideIncidents::save(std::vector<Incident>& incidents, Change const& change)
{
    for (auto& incident : incidents) {
        auto const before = incident.changed_at;
        change(incident);
        incident.changed_at = std::max(parts_.clock.now(), before + std::chrono::microseconds{1});
        if (!parts_.incidents.update(incident, before)) {
            return fail(incident_contended(incident.id));
        }
    }
    return {};
}

void DecideIncidents::audit(
    DecidedBy const& by, std::string action, std::string type, std::string id, std::string detail
)
{
    parts_.audit.record(
        {.at = parts_.clock.now(),
         .actor = by.actor,
         .action = std::move(action),
         .target_type = std::move(type),
         .target_id = std::move(id),
         .reason = by.reason,
         .request_id = by.request_id,
         .detail = std::move(detail)}
    );
}

}  // namespace upbeat::voting

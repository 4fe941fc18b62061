#include <upbeat/infrastructure/voting/sql_incidents.hpp>

#include <algorithm>

#include <upbeat/infrastructure/voting/evidence_json.hpp>
#include <upbeat/infrastructure/voting/incident_statements.hpp>

namespace upbeat::voting {
namespace {

namespace text = sql_text;

constexpr std::size_t kRowsAtOnce = 1'000;

Incident incident_of(sql::Row const& row)
{
    Incident incident{.id = row.string(0), .case_id = row.string(1), .voter = {row.integer(2)}};
    incident.at = row.time(3);
    incident.until = row.maybe_time(4);
    if (auto const item = row.maybe_integer(5)) {
        incident.item = ItemNum{*item};
    }
    incident.decided_at = row.maybe_time(6);
    incident.appealed_at = row.maybe_time(7);
    incident.changed_at = row.time(8);
    incident.detector = static_cast<Detector>(row.integer(9));
    incident.action = static_cast<ConductAction>(row.integer(10));
    incident.status = static_cast<IncidentStatus>(row.integer(11));
    incident.holds_vote = row.flag(12);
    incident.settled = row.flag(13);
    incident.evidence = evidence_from_json(row.text(14));
    incident.decided_by = row.string(15);
    incident.decision = row.string(16);
    incident.appeal = row.string(17);
    return incident;
}

// What an update may change.
sql::Params changeable(Incident const& incident)
{
    return {
        {"id", incident.id},
        {"until", incident.until},
        {"status", static_cast<int>(incident.status)},
        {"holds_vote", incident.holds_vote},
        {"settled", incident.settled},
        {"decided_by", incident.decided_by},
        {"decided_at", incident.decided_at},
        {"decision", incident.decision},
        {"appeal", incident.appeal},
        {"appealed_at", incident.appealed_at},
        {"changed_at", incident.changed_at}
    };
}

sql::Batch rows_of(std::span<Incident const> incidents)
{
    sql::Batch rows{
        "id",
        "case_id",
        "voter",
        "at",
        "until",
        "item",
        "decided_at",
        "appealed_at",
        "changed_at",
        "detector",
        "action",
        "status",
        "holds_vote",
        "settled",
        "evidence",
        "decided_by",
        "decision",
        "appeal"
    };
    rows.reserve(incidents.size());
    for (auto const& incident : incidents) {
        rows.add(
            {incident.id,
             incident.case_id,
             incident.voter.value,
             incident.at,
             incident.until,
             incident.item ? std::optional{incident.item->value} : std::nullopt,
             incident.decided_at,
             incident.appealed_at,
             incident.changed_at,
             static_cast<int>(incident.detector),
             static_cast<int>(incident.action),
             static_cast<int>(incident.status),
             incident.holds_vote,
             incident.settled,
             evidence_to_json(incident.evidence),
             incident.decided_by,
             incident.decision,
             incident.appeal}
        );
    }
    return rows;
}

template <class Word>
int number_or_any(std::optional<Word> const& word)
{
    return word ? static_cast<int>(*word) : -1;
}

}  // namespace

void SqlIncidents::append(std::span<Incident const> incidents)
{
    static_cast<void>(database_.write([&](sql::Session& session) -> Result<void> {
        for (auto rest = incidents; !rest.empty();) {
            auto const part = rest.first(std::min(rest.size(), kRowsAtOnce));
            session.run_many(text::kAppendIncident, rows_of(part));
            rest = rest.subspan(part.size());
        }
        tell_after(session);
        return {};
    }));
}

bool SqlIncidents::update(Incident const& incident, Timestamp before)
{
    auto row = changeable(incident);
    row.add("before", before);
    return *database_.write([&](sql::Session& session) -> Result<bool> {
        auto const changed = session.run(text::kUpdateIncident, row) == 1;
        if (changed) {
            tell_after(session);
        }
        return changed;
    });
}

void SqlIncidents::tell_after(sql::Session& session)
{
    if (on_stored_) {
        session.after_commit(on_stored_);
    }
}

std::optional<Incident> SqlIncidents::find(std::string_view id)
{
    return database_.read([&](sql::Session& session) {
        return session.maybe(text::kFindIncident, {{"id", id}}, incident_of);
    });
}

std::vector<Incident> SqlIncidents::of_case(std::string_view case_id)
{
    return read_all(text::kIncidentsOfCase, {{"case_id", case_id}});
}

Page<Incident> SqlIncidents::list(IncidentFilter const& filter, PageRequest const& page)
{
    sql::Params const which{
        {"voter", filter.voter ? filter.voter->value : 0},
        {"detector", number_or_any(filter.detector)},
        {"action", number_or_any(filter.action)},
        {"status", number_or_any(filter.status)}
    };
    return database_.read([&](sql::Session& session) {
        Page<Incident> found{.items = {}, .total = 0, .request = page};
        found.total = session.number(text::kCountIncidents, which);
        auto cut = which;
        cut.add("most", page.limit).add("skip", page.offset());
        session.each(text::kListIncidents, cut, [&](sql::Row const& row) {
            found.items.push_back(incident_of(row));
        });
        return found;
    });
}

std::vector<Incident> SqlIncidents::relevant(Timestamp since)
{
    return read_all(text::kRelevantIncidents, {{"since", since}});
}

std::vector<Incident> SqlIncidents::changed(Timestamp since)
{
    return read_all(text::kChangedIncidents, {{"since", since}});
}

std::vector<Incident> SqlIncidents::read_all(
    sql::Statement const& statement, sql::Params const& params
)
{
    std::vector<Incident> found;
    database_.read([&](sql::Session& session) {
        session.each(statement, params, [&](sql::Row const& row) {
            found.push_back(incident_of(row));
        });
    });
    return found;
}

}  // namespace upbeat::voting

#include <upbeat/application/voting/memory_incidents.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <tuple>

namespace upbeat::voting {
namespace {

bool passes(IncidentFilter const& filter, Incident const& incident)
{
    return (!filter.voter || *filter.voter == incident.voter) &&
           (!filter.detector || *filter.detector == incident.detector) &&
           (!filter.action || *filter.action == incident.action) &&
           (!filter.status || *filter.status == incident.status);
}

}  // namespace

void MemoryIncidents::append(std::span<Incident const> incidents)
{
    std::lock_guard const lock{mutex_};
    for (auto const& incident : incidents) {
        by_id_.emplace(incident.id, incident);
    }
}

std::optional<Incident> MemoryIncidents::find(std::string_view id)
{
    std::lock_guard const lock{mutex_};
    auto const found = by_id_.find(id);
    return found == by_id_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<Incident> MemoryIncidents::of_case(std::string_view case_id)
{
    std::lock_guard const lock{mutex_};
    std::vector<Incident> found;
    for (auto const& [id, incident] : by_id_) {
        if (incident.case_id == case_id) {
            found.push_back(incident);
        }
    }
    return found;
}

Page<Incident> MemoryIncidents::list(IncidentFilter const& filter, PageRequest const& page)
{
    std::lock_guard const lock{mutex_};
    std::vector<Incident> found;
    for (auto const& [id, incident] : by_id_) {
        if (passes(filter, incident)) {
            found.push_back(incident);
        }
    }
    std::ranges::sort(found, std::greater<>{}, [](Incident const& incident) {
        return std::tuple{incident.at, incident.id};
    });
    auto const total = static_cast<std::int64_t>(found.size());
    Page<Incident> result{.items = {}, .total = total, .request = page};
    for (auto i = page.offset(); i < std::min(page.offset() + page.limit, total); ++i) {
        result.items.push_back(std::move(found[static_cast<std::size_t>(i)]));
    }
    return result;
}

bool MemoryIncidents::update(Incident const& incident, Timestamp before)
{
    std::lock_guard const lock{mutex_};
    auto const found = by_id_.find(incident.id);
    if (found == by_id_.end() || found->second.changed_at != before) {
        return false;
    }
    found->second = incident;
    return true;
}

std::vector<Incident> MemoryIncidents::relevant(Timestamp since)
{
    std::lock_guard const lock{mutex_};
    std::vector<Incident> found;
    for (auto const& [id, incident] : by_id_) {
        auto const unlimited = incident.action == ConductAction::suspended && !incident.until;
        if (incident.changed_at >= since || !incident.settled ||
            (incident.stands() && (incident.holds_vote || unlimited))) {
            found.push_back(incident);
        }
    }
    return found;
}

std::vector<Incident> MemoryIncidents::changed(Timestamp since)
{
    std::lock_guard const lock{mutex_};
    std::vector<Incident> found;
    for (auto const& [id, incident] : by_id_) {
        if (incident.changed_at >= since) {
            found.push_back(incident);
        }
    }
    std::ranges::sort(found, {}, [](Incident const& incident) {
        return std::tuple{incident.changed_at, incident.id};
    });
    return found;
}

}  // namespace upbeat::voting

#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <upbeat/domain/kernel/page.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/incident.hpp>

namespace upbeat::voting {

struct IncidentFilter {
    std::optional<VoterNum> voter{};
    std::optional<Detector> detector{};
    std::optional<ConductAction> action{};
    std::optional<IncidentStatus> status{};
};

// The incidents, durable. Safe to call from any thread; calls join a unit of work of the thread.
class Incidents {
   public:
    virtual ~Incidents() = default;

    // All or none. An id that exists already keeps its row.
    virtual void append(std::span<Incident const> incidents) = 0;
    virtual std::optional<Incident> find(std::string_view id) = 0;
    // All incidents of a case, in the order of their ids.
    virtual std::vector<Incident> of_case(std::string_view case_id) = 0;
    // Newest first.
    virtual Page<Incident> list(IncidentFilter const& filter, PageRequest const& page) = 0;
    // What may change: action's end, vote, status, decision and appeal. False, and nothing changes,
    // if the row is no longer as it was at `before`.
    virtual bool update(Incident const& incident, Timestamp before) = 0;
    // Changed at or after the instant, and whatever older one still has a consequence: a suspension
    // without an end, a vote that is held, something unsettled. In the order of their ids.
    virtual std::vector<Incident> relevant(Timestamp since) = 0;
    // Changed at or after the instant, in that order: for other nodes.
    virtual std::vector<Incident> changed(Timestamp since) = 0;
};

}  // namespace upbeat::voting

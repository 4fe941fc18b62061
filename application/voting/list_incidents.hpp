#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/application/voting/incidents.hpp>
#include <upbeat/application/voting/voter_directory.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::voting {

// An incident with the names that a reader needs.
struct ListedIncident {
    Incident incident{};
    VoterCard agent{};
    std::optional<std::pair<ItemKind, std::string>> item{};
    std::vector<std::string> others{};  // public ids of the agents in the evidence
};

// Incidents for those concerned and for administrators, newest first. Thread-safe, as the ports
// are.
class ListIncidents {
   public:
    ListIncidents(Incidents& incidents, VotingState const& state, VoterDirectory& voters)
        : incidents_{incidents}, state_{state}, voters_{voters}
    {
    }

    Page<ListedIncident> execute(IncidentFilter const& filter, PageRequest const& page);
    // incident_not_found, also for one of another agent where `of` is given.
    Result<ListedIncident> one(std::string_view id, std::optional<VoterNum> of = std::nullopt);
    ListedIncident named(Incident incident);

   private:
    Incidents& incidents_;
    VotingState const& state_;
    VoterDirectory& voters_;
};

}  // namespace upbeat::voting

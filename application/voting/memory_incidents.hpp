#pragma once

#include <map>
#include <mutex>
#include <string>

#include <upbeat/application/voting/incidents.hpp>

namespace upbeat::voting {

// Incidents for as long as the object lives: for a site that nobody will ask tomorrow, such as a
// simulated one. Keeps the contract of Incidents.
class MemoryIncidents final : public Incidents {
   public:
    void append(std::span<Incident const> incidents) override;
    std::optional<Incident> find(std::string_view id) override;
    std::vector<Incident> of_case(std::string_view case_id) override;
    Page<Incident> list(IncidentFilter const& filter, PageRequest const& page) override;
    bool update(Incident const& incident, Timestamp before) override;
    std::vector<Incident> relevant(Timestamp since) override;
    std::vector<Incident> changed(Timestamp since) override;

   private:
    std::mutex mutex_;
    std::map<std::string, Incident, std::less<>> by_id_;
};

}  // namespace upbeat::voting

#pragma once

#include <upbeat/application/voting/incidents.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// Safe to call from any thread; throws sql::Unavailable. Joins a unit of work of the calling
// thread.
class SqlIncidents final : public Incidents {
   public:
    explicit SqlIncidents(sql::Database& database) : database_{database} {}

    void append(std::span<Incident const> incidents) override;
    std::optional<Incident> find(std::string_view id) override;
    std::vector<Incident> of_case(std::string_view case_id) override;
    Page<Incident> list(IncidentFilter const& filter, PageRequest const& page) override;
    bool update(Incident const& incident, Timestamp before) override;
    std::vector<Incident> relevant(Timestamp since) override;
    std::vector<Incident> changed(Timestamp since) override;

   private:
    std::vector<Incident> read_all(sql::Statement const& statement, sql::Params const& params);

    sql::Database& database_;
};

}  // namespace upbeat::voting

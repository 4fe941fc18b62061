#pragma once

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

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

    // What to do whenever one was stored or changed: after the commit, on the thread that
    // committed. Set it before the first append; it must be quick and must not throw.
    void on_stored(std::function<void()> tell) { on_stored_ = std::move(tell); }

   private:
    void tell_after(sql::Session& session);
    std::vector<Incident> read_all(sql::Statement const& statement, sql::Params const& params);

    sql::Database& database_;
    std::function<void()> on_stored_;
};

}  // namespace upbeat::voting

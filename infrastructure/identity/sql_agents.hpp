#pragma once

#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>

namespace upbeat::identity {

// Agents inside one session; lives as long as its unit of work.
class SqlAgents final : public Agents {
   public:
    explicit SqlAgents(sql::Session& session) : session_{session} {}

    std::optional<Agent> find(std::string const& id) override;
    std::vector<Agent> find(std::span<std::string const> ids) override;
    Result<void> add(Agent& agent) override;
    std::size_t add_new(std::span<Agent> agents) override;
    bool save(Agent const& agent) override;

   private:
    sql::Session& session_;
};

}  // namespace upbeat::identity

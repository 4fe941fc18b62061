#pragma once

#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>

namespace upbeat::identity {

// API keys inside one session; lives as long as its unit of work.
class SqlApiKeys final : public ApiKeys {
   public:
    explicit SqlApiKeys(sql::Session& session) : session_{session} {}

    std::optional<ApiKey> find(std::string const& key_id) override;
    std::vector<ApiKey> of_agent(std::string const& agent_id) override;
    void add(ApiKey const& key) override;
    bool save(ApiKey const& key) override;

   private:
    sql::Session& session_;
};

}  // namespace upbeat::identity

#pragma once

#include <upbeat/application/identity/identity_reader.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::identity {

class SqlIdentityReader final : public IdentityReader {
   public:
    explicit SqlIdentityReader(sql::Database& database) : database_{database} {}

    std::optional<Agent> agent(std::string const& id) override;
    std::vector<Agent> agents(std::span<VoterNum const> nums) override;
    std::vector<Agent> agents(std::span<std::string const> ids) override;
    std::vector<Agent> latest_agents(std::int64_t limit) override;
    void each_agent(Timestamp since, std::function<void(Agent const&)> const& visit) override;

    std::optional<HeldKey> key_by_hash(std::string const& hash) override;
    std::vector<ApiKey> keys(KeyQuery const& query, std::int64_t limit) override;
    std::int64_t open_keys(std::string const& agent_id, Timestamp now) override;
    void each_changed_key(Timestamp since, std::function<void(ApiKey const&)> const& visit)
        override;
    void note_use(std::span<std::pair<std::string, Timestamp> const> key_uses) override;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::identity

#include <upbeat/infrastructure/identity/sql_api_keys.hpp>

#include <upbeat/domain/identity/tier.hpp>

#include "identity_rows.hpp"
#include "key_statements.hpp"

namespace upbeat::identity {
namespace {

constexpr std::int64_t kMost = 10'000;

}  // namespace

std::optional<ApiKey> SqlApiKeys::find(std::string const& key_id)
{
    return session_.maybe(statements::kKeyById, {{"id", key_id}}, key_from);
}

std::vector<ApiKey> SqlApiKeys::of_agent(std::string const& agent_id)
{
    std::vector<ApiKey> out;
    session_.each(
        statements::kKeysOfAgent,
        {{"agent_id", agent_id}, {"most", kMost}},
        [&out](sql::Row const& row) { out.push_back(key_from(row)); }
    );
    return out;
}

void SqlApiKeys::add(ApiKey const& key)
{
    session_.run(
        statements::kAddKey,
        {{"id", key.id},
         {"agent", key.agent.value == 0 ? sql::Value{} : sql::Value{key.agent.value}},
         {"hash", key.hash},
         {"name", key.name},
         {"scope", key.scope == Scope::admin ? "admin" : "agent"},
         {"tier", to_word(key.tier)},
         {"created_at", key.created_at},
         {"changed_at", key.changed_at},
         {"last_used_at", key.last_used},
         {"expires_at", key.expires_at},
         {"revoked_at", key.revoked_at}}
    );
}

bool SqlApiKeys::save(ApiKey const& key)
{
    return session_.run(
               statements::kSaveKey,
               {{"id", key.id},
                {"name", key.name},
                {"tier", to_word(key.tier)},
                {"expires_at", key.expires_at},
                {"revoked_at", key.revoked_at},
                {"changed_at", key.changed_at}}
           ) == 1;
}

}  // namespace upbeat::identity

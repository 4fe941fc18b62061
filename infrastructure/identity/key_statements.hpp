#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::identity::statements {

using enum sql::Column;
using sql::Statement;

inline constexpr sql::Columns kKeyColumns{
    text, text, text, text, integer, text, text, integer, integer, integer, integer, integer
};
inline constexpr sql::Columns kHeldKeyColumns{
    text, text, text, text, integer, text, text, integer, integer, integer, integer, integer, text
};

inline constexpr Statement kKeyById{
    .name = "identity.key_by_id",
    .sql = R"(
        select
            k.id, k.hash, k.name, a.id, k.agent, k.scope, k.tier, k.created_at, k.changed_at,
            k.last_used_at, k.expires_at, k.revoked_at
        from identity_keys k left join identity_agents a on a.num = k.agent
        where k.id = :id
    )",
    .columns = kKeyColumns,
};

inline constexpr Statement kKeyByHash{
    .name = "identity.key_by_hash",
    .sql = R"(
        select
            k.id, k.hash, k.name, a.id, k.agent, k.scope, k.tier, k.created_at, k.changed_at,
            k.last_used_at, k.expires_at, k.revoked_at, a.status
        from identity_keys k left join identity_agents a on a.num = k.agent
        where k.hash = :hash
    )",
    .columns = kHeldKeyColumns,
};

inline constexpr Statement kKeysOfAgent{
    .name = "identity.keys_of_agent",
    .sql = R"(
        select
            k.id, k.hash, k.name, a.id, k.agent, k.scope, k.tier, k.created_at, k.changed_at,
            k.last_used_at, k.expires_at, k.revoked_at
        from identity_keys k left join identity_agents a on a.num = k.agent
        where a.id = :agent_id
        order by k.created_at desc, k.id desc limit :most
    )",
    .columns = kKeyColumns,
};

inline constexpr Statement kKeysOfAll{
    .name = "identity.keys_of_all",
    .sql = R"(
        select
            k.id, k.hash, k.name, a.id, k.agent, k.scope, k.tier, k.created_at, k.changed_at,
            k.last_used_at, k.expires_at, k.revoked_at
        from identity_keys k left join identity_agents a on a.num = k.agent
        order by k.created_at desc, k.id desc limit :most
    )",
    .columns = kKeyColumns,
};

inline constexpr Statement kKeysSince{
    .name = "identity.keys_since",
    .sql = R"(
        select
            k.id, k.hash, k.name, a.id, k.agent, k.scope, k.tier, k.created_at, k.changed_at,
            k.last_used_at, k.expires_at, k.revoked_at
        from identity_keys k left join identity_agents a on a.num = k.agent
        where k.changed_at >= :since
    )",
    .columns = kKeyColumns,
};

inline constexpr Statement kOpenKeys{
    .name = "identity.open_keys",
    .sql = R"(
        select count(*)
        from identity_keys k join identity_agents a on a.num = k.agent
        where a.id = :agent_id and k.revoked_at is null
            and (k.expires_at is null or k.expires_at > :now)
    )",
    .columns = {integer},
};

inline constexpr Statement kAddKey{
    .name = "identity.add_key",
    .sql = R"(
        insert into identity_keys (
            id, agent, hash, name, scope, tier, created_at, changed_at, last_used_at,
            expires_at, revoked_at
        ) values (
            :id, :agent, :hash, :name, :scope, :tier, :created_at, :changed_at, :last_used_at,
            :expires_at, :revoked_at
        )
    )",
};

inline constexpr Statement kSaveKey{
    .name = "identity.save_key",
    .sql = R"(
        update identity_keys set
            name = :name, tier = :tier, expires_at = :expires_at, revoked_at = :revoked_at,
            changed_at = :changed_at
        where id = :id
    )",
};

inline constexpr Statement kNoteUse{
    .name = "identity.note_use",
    .sql = R"(
        update identity_keys set last_used_at = :at
        where id = :id and (last_used_at is null or last_used_at < :at)
    )",
    .postgres = R"(
        update identity_keys k set last_used_at = r.at
        from unnest(cast(:id as text[]), cast(:at as bigint[])) as r (id, at)
        where k.id = r.id and (k.last_used_at is null or k.last_used_at < r.at)
    )",
};

inline constexpr auto kAllOfKeys = sql::registry(
    kKeyById,
    kKeyByHash,
    kKeysOfAgent,
    kKeysOfAll,
    kKeysSince,
    kOpenKeys,
    kAddKey,
    kSaveKey,
    kNoteUse
);

}  // namespace upbeat::identity::statements

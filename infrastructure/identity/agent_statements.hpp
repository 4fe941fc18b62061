#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::identity::statements {

using enum sql::Column;
using sql::Statement;

inline constexpr sql::Columns kAgentColumns{
    integer, text, text, text, text, text, text, text, integer, integer, integer
};

inline constexpr Statement kAgentsById{
    .name = "identity.agents_by_id",
    .sql = R"(
        select
            a.num, a.id, a.name, a.type, a.description, a.preferences, a.status, a.origin,
            a.demo, a.created_at, a.updated_at
        from identity_agents a
        where a.id = :id
    )",
    .columns = kAgentColumns,
    .postgres = R"(
        select
            a.num, a.id, a.name, a.type, a.description, a.preferences, a.status, a.origin,
            a.demo, a.created_at, a.updated_at
        from unnest(cast(:id as text[])) as r (id)
        join identity_agents a on a.id = r.id
    )",
};

inline constexpr Statement kAgentsByNum{
    .name = "identity.agents_by_num",
    .sql = R"(
        select
            a.num, a.id, a.name, a.type, a.description, a.preferences, a.status, a.origin,
            a.demo, a.created_at, a.updated_at
        from identity_agents a
        where a.num = :num
    )",
    .columns = kAgentColumns,
    .postgres = R"(
        select
            a.num, a.id, a.name, a.type, a.description, a.preferences, a.status, a.origin,
            a.demo, a.created_at, a.updated_at
        from unnest(cast(:num as bigint[])) as r (num)
        join identity_agents a on a.num = r.num
    )",
};

inline constexpr Statement kAgentsSince{
    .name = "identity.agents_since",
    .sql = R"(
        select
            a.num, a.id, a.name, a.type, a.description, a.preferences, a.status, a.origin,
            a.demo, a.created_at, a.updated_at
        from identity_agents a
        where a.updated_at >= :since
    )",
    .columns = kAgentColumns,
    .large = true,
};

inline constexpr Statement kLatestAgents{
    .name = "identity.latest_agents",
    .sql = R"(
        select
            a.num, a.id, a.name, a.type, a.description, a.preferences, a.status, a.origin,
            a.demo, a.created_at, a.updated_at
        from identity_agents a
        where a.origin <> 'guest' order by a.num desc limit :most
    )",
    .columns = kAgentColumns,
};

// A taken id gives no row: the caller compares.
inline constexpr Statement kAddAgent{
    .name = "identity.add_agent",
    .sql = R"(
        insert into identity_agents (
            id, name, type, description, preferences, status, origin, demo, created_at,
            updated_at
        ) values (
            :id, :name, :type, :description, :preferences, :status, :origin, :demo,
            :created_at, :updated_at
        )
        on conflict (id) do nothing returning num, id
    )",
    .columns = {integer, text},
    .postgres = R"(
        insert into identity_agents (
            id, name, type, description, preferences, status, origin, demo, created_at,
            updated_at
        )
        select
            id, name, type, description, preferences, status, origin, demo, created_at,
            updated_at
        from unnest(
            cast(:id as text[]), cast(:name as text[]), cast(:type as text[]),
            cast(:description as text[]), cast(:preferences as text[]),
            cast(:status as text[]), cast(:origin as text[]), cast(:demo as smallint[]),
            cast(:created_at as bigint[]), cast(:updated_at as bigint[])
        ) as r (
            id, name, type, description, preferences, status, origin, demo, created_at,
            updated_at
        )
        on conflict (id) do nothing returning num, id
    )",
};

inline constexpr Statement kSaveAgent{
    .name = "identity.save_agent",
    .sql = R"(
        update identity_agents set
            name = :name, type = :type, description = :description, preferences = :preferences,
            status = :status, origin = :origin, demo = :demo, created_at = :created_at,
            updated_at = :updated_at, version = version + 1
        where num = :num
    )",
};

inline constexpr auto kAllOfAgents =
    sql::registry(kAgentsById, kAgentsByNum, kAgentsSince, kLatestAgents, kAddAgent, kSaveAgent);

}  // namespace upbeat::identity::statements

#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::catalog::statements {

using enum sql::Column;
using sql::Statement;

inline constexpr sql::Columns kToolColumns{
    integer,
    text,
    text,
    text,
    text,
    integer,
    text,
    text,
    text,
    text,
    integer,
    text,
    text,
    integer,
    integer,
    integer
};

inline constexpr Statement kToolsById{
    .name = "catalog.tools_by_id",
    .sql = R"(
        select
            i.num, i.id, t.name, t.website, t.affiliate_link, t.commission_rate, t.category,
            t.description, t.features, t.pricing, t.creator_agent, t.creator_agent_id,
            t.status, t.demo, t.created_at, t.updated_at
        from catalog_items i join catalog_tools t on t.num = i.num
        where i.id = :id
    )",
    .columns = kToolColumns,
    .postgres = R"(
        select
            i.num, i.id, t.name, t.website, t.affiliate_link, t.commission_rate, t.category,
            t.description, t.features, t.pricing, t.creator_agent, t.creator_agent_id,
            t.status, t.demo, t.created_at, t.updated_at
        from unnest(cast(:id as text[])) as r (id)
        join catalog_items i on i.id = r.id
        join catalog_tools t on t.num = i.num
    )",
};

inline constexpr Statement kToolsByNum{
    .name = "catalog.tools_by_num",
    .sql = R"(
        select
            i.num, i.id, t.name, t.website, t.affiliate_link, t.commission_rate, t.category,
            t.description, t.features, t.pricing, t.creator_agent, t.creator_agent_id,
            t.status, t.demo, t.created_at, t.updated_at
        from catalog_items i join catalog_tools t on t.num = i.num
        where i.num = :num
    )",
    .columns = kToolColumns,
    .postgres = R"(
        select
            i.num, i.id, t.name, t.website, t.affiliate_link, t.commission_rate, t.category,
            t.description, t.features, t.pricing, t.creator_agent, t.creator_agent_id,
            t.status, t.demo, t.created_at, t.updated_at
        from unnest(cast(:num as bigint[])) as r (num)
        join catalog_items i on i.num = r.num
        join catalog_tools t on t.num = i.num
    )",
};

inline constexpr Statement kToolsSince{
    .name = "catalog.tools_since",
    .sql = R"(
        select
            i.num, i.id, t.name, t.website, t.affiliate_link, t.commission_rate, t.category,
            t.description, t.features, t.pricing, t.creator_agent, t.creator_agent_id,
            t.status, t.demo, t.created_at, t.updated_at
        from catalog_items i join catalog_tools t on t.num = i.num
        where t.updated_at >= :since
    )",
    .columns = kToolColumns,
    .large = true,
};

inline constexpr Statement kAddTool{
    .name = "catalog.add_tool",
    .sql = R"(
        insert into catalog_tools (
            num, name, website, affiliate_link, commission_rate, category, description,
            features, pricing, creator_agent, creator_agent_id, status, demo, created_at,
            updated_at
        ) values (
            :num, :name, :website, :affiliate_link, :commission_rate, :category, :description,
            :features, :pricing, :creator_agent, :creator_agent_id, :status, :demo,
            :created_at, :updated_at
        )
    )",
    .postgres = R"(
        insert into catalog_tools (
            num, name, website, affiliate_link, commission_rate, category, description,
            features, pricing, creator_agent, creator_agent_id, status, demo, created_at,
            updated_at
        )
        select
            num, name, website, affiliate_link, commission_rate, category, description,
            features, pricing, creator_agent, creator_agent_id, status, demo, created_at,
            updated_at
        from unnest(
            cast(:num as bigint[]), cast(:name as text[]), cast(:website as text[]),
            cast(:affiliate_link as text[]), cast(:commission_rate as integer[]),
            cast(:category as text[]), cast(:description as text[]), cast(:features as text[]),
            cast(:pricing as text[]), cast(:creator_agent as bigint[]),
            cast(:creator_agent_id as text[]), cast(:status as text[]),
            cast(:demo as smallint[]), cast(:created_at as bigint[]),
            cast(:updated_at as bigint[])
        ) as r (
            num, name, website, affiliate_link, commission_rate, category, description,
            features, pricing, creator_agent, creator_agent_id, status, demo, created_at,
            updated_at
        )
    )",
};

inline constexpr Statement kSaveTool{
    .name = "catalog.save_tool",
    .sql = R"(
        update catalog_tools set
            name = :name, website = :website, affiliate_link = :affiliate_link,
            commission_rate = :commission_rate, category = :category,
            description = :description, features = :features, pricing = :pricing,
            status = :status, demo = :demo, created_at = :created_at, updated_at = :updated_at,
            version = version + 1
        where num = :num
    )",
};

// Keeps since when the tool has another status; before it is saved.
inline constexpr Statement kNoteToolStatus{
    .name = "catalog.note_tool_status",
    .sql = R"(
        insert into catalog_status_changes (num, at, status)
        select num, cast(:updated_at as bigint), cast(:status as text) from catalog_tools
        where num = :num and status <> :status
    )",
};

inline constexpr auto kAllOfTools =
    sql::registry(kToolsById, kToolsByNum, kToolsSince, kAddTool, kSaveTool, kNoteToolStatus);

}  // namespace upbeat::catalog::statements

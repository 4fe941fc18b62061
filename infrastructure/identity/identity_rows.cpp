#include <upbeat/domain/identity/tier.hpp>

#include "identity_rows.hpp"

namespace upbeat::identity {
namespace {

Origin origin_of(std::string_view word)
{
    if (word == to_word(Origin::guest)) {
        return Origin::guest;
    }
    return word == to_word(Origin::imported) ? Origin::imported : Origin::registered;
}

}  // namespace

// What storage holds was a word of ours when it was written; an unknown one gets no rights.
Agent agent_from(sql::Row const& row)
{
    return {
        .num = VoterNum{row.integer(0)},
        .id = row.string(1),
        .name = row.string(2),
        .type = parse_agent_type(row.text(3)).value_or(AgentType::autonomous),
        .description = row.string(4),
        .preferences = row.string(5),
        .status = parse_agent_status(row.text(6)).value_or(AgentStatus::suspended),
        .origin = origin_of(row.text(7)),
        .demo = row.flag(8),
        .created_at = row.time(9),
        .updated_at = row.time(10),
    };
}

ApiKey key_from(sql::Row const& row)
{
    return {
        .id = row.string(0),
        .hash = row.string(1),
        .name = row.string(2),
        .agent_id = row.maybe_string(3).value_or(""),
        .agent = VoterNum{row.maybe_integer(4).value_or(0)},
        .scope = row.text(5) == "admin" ? Scope::admin : Scope::agent,
        .tier = parse_tier(row.text(6)).value_or(Tier::free),
        .created_at = row.time(7),
        .changed_at = row.time(8),
        .last_used = row.maybe_time(9),
        .expires_at = row.maybe_time(10),
        .revoked_at = row.maybe_time(11),
    };
}

sql::Params params_of(Agent const& agent)
{
    return {
        {"num", agent.num.value},
        {"name", agent.name},
        {"type", to_word(agent.type)},
        {"description", agent.description},
        {"preferences", agent.preferences},
        {"status", to_word(agent.status)},
        {"origin", to_word(agent.origin)},
        {"demo", agent.demo},
        {"created_at", agent.created_at},
        {"updated_at", agent.updated_at},
    };
}

sql::Batch batch_of(std::span<Agent const> agents)
{
    sql::Batch batch{
        "id",
        "name",
        "type",
        "description",
        "preferences",
        "status",
        "origin",
        "demo",
        "created_at",
        "updated_at",
    };
    batch.reserve(agents.size());
    for (auto const& agent : agents) {
        batch.add(
            {agent.id,
             agent.name,
             to_word(agent.type),
             agent.description,
             agent.preferences,
             to_word(agent.status),
             to_word(agent.origin),
             agent.demo,
             agent.created_at,
             agent.updated_at}
        );
    }
    return batch;
}

sql::Batch batch_of_ids(std::span<std::string const> ids)
{
    sql::Batch batch{"id"};
    for (auto const& id : ids) {
        batch.add({id});
    }
    return batch;
}

}  // namespace upbeat::identity

#include <upbeat/application/identity/register_agent.hpp>

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {

RegisterAgent::RegisterAgent(
    IdentityStore& store, KeyForge& forge, IdGenerator& ids, Clock const& clock
)
    : store_{store}, forge_{forge}, ids_{ids}, clock_{clock}
{
}

Result<Registration> RegisterAgent::execute(RegisterAgentCommand const& command)
{
    auto const type = parse_agent_type(command.type);
    if (!type) {
        return fail(invalid_agent_type());
    }
    auto const now = clock_.now();
    Agent blank{.type = *type, .created_at = now, .updated_at = now};
    blank.id = command.id ? command.id->text() : ids_.next("agt");
    UPBEAT_TRY(auto agent, revise(blank, command.fields));

    Registration out;
    auto const done = store_.write([&](IdentityStore::Tx& tx) -> Result<void> {
        UPBEAT_CHECK(save(tx, agent));
        out = {agent, forge_.make({"default", agent.id, agent.num}, now)};
        tx.keys.add(out.key.key);
        tx.events.append(changed(agent));
        return {};
    });
    UPBEAT_CHECK(done);
    return out;
}

Result<void> RegisterAgent::save(IdentityStore::Tx& tx, Agent& agent)
{
    auto const known = tx.agents.find(agent.id);
    if (!known) {
        return tx.agents.add(agent);
    }
    if (known->origin != Origin::guest) {
        return fail(agent_exists(agent.id));
    }
    agent.num = known->num;
    tx.agents.save(agent);
    return {};
}

}  // namespace upbeat::identity

#include <upbeat/application/identity/revise_own_agent.hpp>

#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {

Result<Agent> ReviseOwnAgent::execute(Actor const& actor, AgentFields const& fields)
{
    UPBEAT_CHECK(require_agent(actor));
    Agent out;
    auto const done = store_.write([&](IdentityStore::Tx& tx) -> Result<void> {
        auto const agent = tx.agents.find(actor.id);
        if (!agent) {
            return fail(agent_not_found(actor.id));
        }
        UPBEAT_TRY(out, revise(*agent, fields));
        out.updated_at = clock_.now();
        tx.agents.save(out);
        tx.events.append(changed(out));
        return {};
    });
    UPBEAT_CHECK(done);
    return out;
}

}  // namespace upbeat::identity

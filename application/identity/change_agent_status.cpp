#include <upbeat/application/identity/change_agent_status.hpp>

#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {

Result<Agent> ChangeAgentStatus::execute(
    Act const& act, std::string const& agent_id, AgentStatus to
)
{
    UPBEAT_CHECK(require_admin(act.actor));
    Agent out;
    auto const done = store_.write([&](IdentityStore::Tx& tx) -> Result<void> {
        auto agent = tx.agents.find(agent_id);
        if (!agent) {
            return fail(agent_not_found(agent_id));
        }
        agent->status = to;
        agent->updated_at = clock_.now();
        tx.agents.save(*agent);
        bool const suspends = to == AgentStatus::suspended;
        audit(
            tx.audit,
            act,
            agent->updated_at,
            {suspends ? "agent.suspended" : "agent.activated", "agent", agent_id}
        );
        tx.events.append(changed(*agent));
        out = *agent;
        return {};
    });
    UPBEAT_CHECK(done);
    return out;
}

}  // namespace upbeat::identity

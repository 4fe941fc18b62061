#include <upbeat/application/identity/agent_changes.hpp>

#include <upbeat/application/identity/acts.hpp>

namespace upbeat::identity {

void AgentChanges::follow(
    Timestamp now, std::function<void(contracts::AgentChanged const&)> const& tell
)
{
    reader_.each_agent(back_.from(now), [&](Agent const& agent) { tell(changed(agent)); });
    back_.looked(now);
}

}  // namespace upbeat::identity

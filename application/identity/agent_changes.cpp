#include <upbeat/application/identity/agent_changes.hpp>

#include <algorithm>
#include <chrono>

#include <upbeat/application/identity/acts.hpp>

namespace upbeat::identity {
namespace {

constexpr std::chrono::seconds kLookBack{10};

}  // namespace

void AgentChanges::follow(std::function<void(contracts::AgentChanged const&)> const& tell)
{
    auto latest = seen_;
    reader_.each_agent(seen_ - kLookBack, [&](Agent const& agent) {
        latest = std::max(latest, agent.updated_at);
        tell(changed(agent));
    });
    seen_ = latest;
}

}  // namespace upbeat::identity

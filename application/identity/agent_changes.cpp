#include <upbeat/application/identity/agent_changes.hpp>

#include <algorithm>
#include <chrono>

#include <upbeat/application/identity/acts.hpp>

namespace upbeat::identity {
namespace {

constexpr std::chrono::seconds kLookBack{10};

}  // namespace

void AgentChanges::follow(
    Timestamp now, std::function<void(contracts::AgentChanged const&)> const& tell
)
{
    reader_.each_agent(seen_ - kLookBack, [&](Agent const& agent) { tell(changed(agent)); });
    seen_ = std::max(seen_, now);
}

}  // namespace upbeat::identity

#include <upbeat/application/identity/list_keys.hpp>

namespace upbeat::identity {

Result<std::vector<ApiKey>> ListKeys::execute(Actor const& actor, std::string const& agent_id)
{
    if (actor.is_admin()) {
        return reader_.keys({.agent_id = agent_id, .everyone = agent_id.empty()}, kMost);
    }
    UPBEAT_CHECK(require_agent(actor));
    return reader_.keys({.agent_id = actor.id}, kMost);
}

}  // namespace upbeat::identity

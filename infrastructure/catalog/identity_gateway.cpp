#include <upbeat/infrastructure/catalog/identity_gateway.hpp>

#include <utility>

#include <upbeat/application/identity/identity_reader.hpp>

namespace upbeat::catalog {
namespace {

std::optional<Creator> creator_of(identity::Agent const& agent)
{
    if (agent.origin == identity::Origin::guest) {
        return std::nullopt;
    }
    return Creator{.id = agent.id, .name = agent.name, .voter = agent.num};
}

}  // namespace

std::optional<Creator> IdentityGateway::find(std::string const& agent_id)
{
    auto const agent = reader_.agent(agent_id);
    return agent ? creator_of(*agent) : std::nullopt;
}

std::vector<Creator> IdentityGateway::find_all(std::span<std::string const> agent_ids)
{
    std::vector<Creator> found;
    for (auto const& agent : reader_.agents(agent_ids)) {
        if (auto creator = creator_of(agent)) {
            found.push_back(std::move(*creator));
        }
    }
    return found;
}

}  // namespace upbeat::catalog

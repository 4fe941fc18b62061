#include <upbeat/infrastructure/catalog/identity_gateway.hpp>

#include <upbeat/application/identity/identity_reader.hpp>

namespace upbeat::catalog {

std::optional<Creator> IdentityGateway::find(std::string const& agent_id)
{
    auto agent = reader_.agent(agent_id);
    if (!agent || agent->origin == identity::Origin::guest) {
        return std::nullopt;
    }
    return Creator{.id = agent->id, .name = agent->name, .voter = agent->num};
}

}  // namespace upbeat::catalog

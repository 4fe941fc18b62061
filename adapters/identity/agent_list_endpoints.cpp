#include <upbeat/adapters/identity/identity_endpoints.hpp>
#include <upbeat/adapters/identity/identity_inputs.hpp>
#include <upbeat/adapters/identity/identity_json.hpp>

namespace upbeat::identity {
namespace {

using namespace http;

struct LimitInput {
    std::int64_t limit = 50;
};

struct AgentList {
    std::vector<AgentCard> agents{};
};

Schema<LimitInput> limit_schema()
{
    return object<LimitInput>(field("limit", &LimitInput::limit, between(1, 200), defaulted));
}

Presenter<AgentList> list_presenter()
{
    return presenter<AgentList>(
        "",
        out("count", [](AgentList const& l) { return l.agents.size(); }),
        out("agents", &AgentList::agents, agent_card_presenter())
    );
}

}  // namespace

Endpoint list_agents_endpoint(Identity& identity)
{
    return get("/api/v1/agents/list")
        .operation("listAgents")
        .tag("agents")
        .summary("Registered agents, the highest reputation first, then those that never voted")
        .auth(Auth::admin)
        .query(limit_schema())
        .returns<AgentList>(200, list_presenter())
        .worker([&identity](Context const&, LimitInput const& in) -> Result<AgentList> {
            return AgentList{identity.show_agents.everyone(static_cast<std::size_t>(in.limit))};
        });
}

Endpoint leaderboard_endpoint(Identity& identity)
{
    return get("/api/v1/agents/leaderboard")
        .operation("leaderboard")
        .tag("agents")
        .summary("The agents with the highest reputation")
        .query(limit_schema())
        .returns<AgentList>(200, list_presenter())
        .worker([&identity](Context const&, LimitInput const& in) -> Result<AgentList> {
            return AgentList{identity.show_agents.leaders(static_cast<std::size_t>(in.limit))};
        });
}

Endpoint agent_profile_endpoint(Identity& identity)
{
    return get("/api/v1/agents/{id}")
        .operation("agentProfile")
        .tag("agents")
        .summary("What is public of an agent")
        .path(agent_path_schema<AgentPath>())
        .returns<AgentCard>(200, agent_card_presenter())
        .fails_with({no_such_agent()})
        .worker([&identity](Context const&, AgentPath const& in) {
            return identity.show_agents.profile(in.id.text());
        });
}

}  // namespace upbeat::identity

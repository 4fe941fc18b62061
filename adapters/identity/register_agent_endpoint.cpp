#include <chrono>

#include <upbeat/adapters/identity/identity_endpoints.hpp>
#include <upbeat/adapters/identity/identity_inputs.hpp>
#include <upbeat/adapters/identity/identity_json.hpp>

namespace upbeat::identity {
namespace {

using namespace http;
using namespace std::chrono_literals;

struct RegisterAgentInput {
    std::string name{};
    std::string type = "autonomous";
    std::optional<std::string> agent_id{};
    std::optional<std::string> description{};
    std::optional<JsonText> preferences{};
};

Schema<RegisterAgentInput> body()
{
    return object<RegisterAgentInput>(
               field(
                   "name",
                   &RegisterAgentInput::name,
                   length(1, Agent::kMaxName),
                   also_named("agent_name")
               ),
               field(
                   "type",
                   &RegisterAgentInput::type,
                   defaulted,
                   also_named("agent_type"),
                   described("autonomous or human")
               ),
               field(
                   "agent_id",
                   &RegisterAgentInput::agent_id,
                   id_text(),
                   also_named("id"),
                   described("Honoured when nobody registered it yet")
               ),
               field(
                   "description",
                   &RegisterAgentInput::description,
                   max_length(Agent::kMaxDescription)
               ),
               field("preferences", &RegisterAgentInput::preferences, json_object())
    )
        .named("RegisterAgent");
}

Presenter<Registration> answer()
{
    auto const nothing_yet = [](Registration const&) { return 0; };
    return presenter<Registration>(
        "Registration",
        out("agent_id", [](Registration const& r) { return r.agent.id; }),
        out("name", [](Registration const& r) { return r.agent.name; }),
        out("type", [](Registration const& r) { return std::string{to_word(r.agent.type)}; }),
        out(
            "api_key",
            [](Registration const& r) { return r.key.text.reveal(); },
            described("Shown once, here")
        ),
        out("key_id", [](Registration const& r) { return r.key.key.id; }),
        out({"reputation", "reputation_score"}, nothing_yet),
        out("tier", [](Registration const& r) { return tier_label(r.key.key.tier); }),
        constant("status", std::string{"registered"}),
        out("created_at", [](Registration const& r) { return r.agent.created_at; }),
        constant("message", std::string{"Keep the API key: it is not shown again."})
    );
}

}  // namespace

Endpoint register_agent_endpoint(Identity& identity)
{
    return post("/api/v1/agents/register")
        .operation("registerAgent")
        .tag("agents")
        .summary("Register an agent and get its API key")
        .description("Name and type may be called agent_name and agent_type.")
        .limit(per_network("registrations an hour", 10, 1h))
        .limit(per_network("registrations a day", 50, 24h))
        .body(body())
        .body_example(R"({"name":"Listening Bot","type":"autonomous"})")
        .returns<Registration>(200, answer())
        .fails_with({
            fails(ErrorKind::invalid_input, std::string{kInvalidAgentType}),
            fails(ErrorKind::conflict, std::string{kAgentExists}, "Somebody registered the id."),
        })
        .status_for(std::string{kInvalidAgentType}, 400)
        .worker([&identity](Context const&, RegisterAgentInput const& in) {
            RegisterAgentCommand command{.type = in.type};
            command.fields.name = in.name;
            command.fields.description = in.description;
            if (in.preferences) {
                command.fields.preferences = in.preferences->text;
            }
            if (in.agent_id) {
                command.id = AgentId::trusted(*in.agent_id);
            }
            return identity.register_agent.execute(command);
        });
}

}  // namespace upbeat::identity

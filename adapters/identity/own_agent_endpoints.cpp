#include <upbeat/adapters/http/credential.hpp>
#include <upbeat/adapters/identity/identity_endpoints.hpp>
#include <upbeat/adapters/identity/identity_inputs.hpp>
#include <upbeat/adapters/identity/identity_json.hpp>

namespace upbeat::identity {
namespace {

using namespace http;

struct OwnAgentInput {
    std::string agent_id{};
};

struct ReviseAgentInput {
    std::optional<std::string> name{};
    std::optional<std::string> description{};
    std::optional<JsonText> preferences{};
};

struct PreferencesInput {
    JsonText preferences{};
};

struct Preferences {
    JsonText preferences{};
};

Presenter<Preferences> preferences_presenter()
{
    return presenter<Preferences>("Preferences", out("preferences", &Preferences::preferences));
}

Result<OwnAgent> revise_and_show(Identity& identity, Actor const& actor, AgentFields const& fields)
{
    auto const revised = identity.revise_own_agent.execute(actor, fields);
    UPBEAT_CHECK(revised);
    return identity.show_agents.own(actor, {});
}

}  // namespace

Endpoint own_agent_endpoint(Identity& identity)
{
    return get("/api/v1/agents/me")
        .operation("ownAgent")
        .tag("agents")
        .summary("The calling agent; or, without a key, what is public of the one named")
        .auth(Auth::optional_agent)
        .query(object<OwnAgentInput>(field(
            "agent_id",
            &OwnAgentInput::agent_id,
            max_length(64),
            defaulted,
            described("Passed over when a key is sent: the key says who calls")
        )))
        .returns<OwnAgent>(200, own_agent_presenter())
        .fails_with({no_such_agent()})
        .worker([&identity](Context const& context, OwnAgentInput const& in) -> Result<OwnAgent> {
            if (in.agent_id.empty() && !context.actor.is_anonymous()) {
                UPBEAT_CHECK(permits(Auth::agent, context.actor));
            }
            return identity.show_agents.own(context.actor, in.agent_id);
        });
}

Endpoint revise_own_agent_endpoint(Identity& identity)
{
    return patch("/api/v1/agents/me")
        .operation("reviseOwnAgent")
        .tag("agents")
        .summary("Change the calling agent's name, description or preferences")
        .auth(Auth::agent)
        .idempotent()
        .body_example(R"({"name":"Listening Bot 2"})")
        .body(object<ReviseAgentInput>(
                  field("name", &ReviseAgentInput::name, length(1, Agent::kMaxName)),
                  field(
                      "description",
                      &ReviseAgentInput::description,
                      max_length(Agent::kMaxDescription)
                  ),
                  field("preferences", &ReviseAgentInput::preferences, json_object())
        )
                  .named("ReviseAgent"))
        .returns<OwnAgent>(200, own_agent_presenter())
        .worker([&identity](Context const& context, ReviseAgentInput const& in) {
            AgentFields fields{.name = in.name, .description = in.description};
            if (in.preferences) {
                fields.preferences = in.preferences->text;
            }
            return revise_and_show(identity, context.actor, fields);
        });
}

Endpoint preferences_endpoint(Identity& identity)
{
    return get("/api/v1/agents/me/preferences")
        .operation("preferences")
        .tag("agents")
        .summary("What the calling agent would rather hear")
        .auth(Auth::agent)
        .returns<Preferences>(200, preferences_presenter())
        .worker([&identity](Context const& context) -> Result<Preferences> {
            UPBEAT_TRY(auto const own, identity.show_agents.own(context.actor, {}));
            return Preferences{{own.card.agent.preferences}};
        });
}

Endpoint set_preferences_endpoint(Identity& identity)
{
    return put("/api/v1/agents/me/preferences")
        .operation("setPreferences")
        .tag("agents")
        .summary("Say what the calling agent would rather hear")
        .description(
            "An object; genres, moods, platforms and categories are lists of words that discovery "
            "puts first. Other members are kept."
        )
        .auth(Auth::agent)
        .idempotent()
        .body_example(R"({"preferences":{"genres":["ambient"]}})")
        .body(object<PreferencesInput>(
            field("preferences", &PreferencesInput::preferences, json_object())
        ))
        .returns<Preferences>(200, preferences_presenter())
        .worker(
            [&identity](Context const& context, PreferencesInput const& in) -> Result<Preferences> {
                AgentFields fields;
                fields.preferences = in.preferences.text;
                UPBEAT_TRY(
                    auto const agent, identity.revise_own_agent.execute(context.actor, fields)
                );
                return Preferences{{agent.preferences}};
            }
        );
}

}  // namespace upbeat::identity

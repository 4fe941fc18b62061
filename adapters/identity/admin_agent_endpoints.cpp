#include <upbeat/adapters/identity/identity_endpoints.hpp>
#include <upbeat/adapters/identity/identity_inputs.hpp>
#include <upbeat/adapters/identity/identity_json.hpp>

namespace upbeat::identity {
namespace {

using namespace http;

struct AgentActInput : AgentPath {
    std::optional<std::string> reason{};
};

struct AgentStatusInput : AgentActInput {
    AgentStatus status = AgentStatus::active;
};

struct VoteStats {
    std::int64_t total_votes, up_votes, down_votes;
};
struct Flags {
    bool flagged, blocked;
};

auto reason_field()
{
    return field(
        "reason", &AgentActInput::reason, max_length(500), described("Why; kept in the audit log")
    );
}

Presenter<Agent> changed_presenter()
{
    return presenter<Agent>(
        "AgentStatusChange",
        constant("status", std::string{"success"}),
        out("agent_id", &Agent::id),
        out("agent_status", [](Agent const& a) { return std::string{to_word(a.status)}; }),
        out("message",
            [](Agent const& a) { return "The agent is " + std::string{to_word(a.status)} + "."; })
    );
}

Presenter<OwnAgent> status_presenter()
{
    auto const votes = [](OwnAgent const& a) {
        auto const& n = a.card.numbers;
        return VoteStats{n.total(), n.up, n.down};
    };
    auto const flags = [](OwnAgent const& a) {
        return Flags{a.card.numbers.flagged, is_blocked(a.card)};
    };
    auto const stats = presenter<VoteStats>(
        "",
        out("total_votes", &VoteStats::total_votes),
        out("up_votes", &VoteStats::up_votes),
        out("down_votes", &VoteStats::down_votes)
    );
    auto const state =
        presenter<Flags>("", out("flagged", &Flags::flagged), out("blocked", &Flags::blocked));
    return presenter<OwnAgent>(
        "AgentStatusPage",
        out("vote_stats", votes, stats),
        out("flags", flags, state),
        out("warning_count", [](OwnAgent const& a) { return a.card.numbers.warnings; }),
        including([](OwnAgent const& a) -> OwnAgent const& { return a; }, own_agent_presenter())
    );
}

Endpoint change_to(AgentStatus to, std::string const& verb, Identity& identity)
{
    return post("/api/v1/admin/agents/{id}/" + verb)
        .operation(verb + "Agent")
        .tag("admin")
        .summary(to == AgentStatus::suspended ? "Suspend an agent" : "Let an agent act again")
        .auth(Auth::admin)
        .path(agent_path_schema<AgentActInput>())
        .body_example(R"({"reason":"Asked by its owner"})")
        .body(object<AgentActInput>(reason_field()))
        .body_optional()
        .returns<Agent>(200, changed_presenter())
        .fails_with({no_such_agent()})
        .worker([&identity, to](Context const& context, AgentActInput const& in) {
            auto const act = act_of(context, in.reason.value_or(""));
            return identity.change_agent_status.execute(act, in.id.text(), to);
        });
}

}  // namespace

Endpoint agent_status_endpoint(Identity& identity)
{
    return get("/api/v1/admin/agents/{id}/status")
        .operation("agentStatus")
        .tag("admin")
        .summary("Everything about an agent")
        .auth(Auth::admin)
        .path(agent_path_schema<AgentPath>())
        .returns<OwnAgent>(200, status_presenter())
        .fails_with({no_such_agent()})
        .worker([&identity](Context const&, AgentPath const& in) {
            return identity.show_agents.status(in.id.text());
        });
}

Endpoint suspend_agent_endpoint(Identity& identity)
{
    return change_to(AgentStatus::suspended, "suspend", identity);
}

Endpoint activate_agent_endpoint(Identity& identity)
{
    return change_to(AgentStatus::active, "activate", identity);
}

Endpoint set_agent_status_endpoint(Identity& identity)
{
    auto const statuses =
        words<AgentStatus>({{"active", AgentStatus::active}, {"suspended", AgentStatus::suspended}}
        );
    return put("/api/v1/admin/agents/{id}/status")
        .operation("setAgentStatus")
        .tag("admin")
        .summary("Suspend an agent, or let it act again")
        .auth(Auth::admin)
        .path(agent_path_schema<AgentStatusInput>())
        .body_example(R"({"status":"active","reason":"Reviewed"})")
        .body(object<AgentStatusInput>(
            field("status", &AgentStatusInput::status, statuses), reason_field()
        ))
        .returns<Agent>(200, changed_presenter())
        .fails_with({no_such_agent()})
        .worker([&identity](Context const& context, AgentStatusInput const& in) {
            auto const act = act_of(context, in.reason.value_or(""));
            return identity.change_agent_status.execute(act, in.id.text(), in.status);
        });
}

}  // namespace upbeat::identity

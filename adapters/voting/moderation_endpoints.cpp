#include <functional>
#include <string>
#include <utility>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/domain/voting/errors.hpp>

// What an administrator does to agents and votes by hand.
namespace upbeat::voting {
namespace {

using http::constant;
using http::out;

struct AgentAct {
    std::string id{};
    std::string reason{};
};

struct AgentActAnswer {
    std::string agent_id{};
    std::string message{};
};

struct VotesAct {
    std::string id{};
    std::string reason{};
    std::optional<ItemKind> item_type{};
    std::optional<std::string> item_id{};
};

DecidedBy by(http::Context const& context, std::string const& reason)
{
    return {context.actor.id, reason, context.request_id};
}

template <class Act>
auto reason_field()
{
    return http::field(
        "reason",
        &Act::reason,
        http::length(1, kMostReason),
        http::described("Why; kept in the audit log and shown to the agent")
    );
}

template <class Act>
auto id_path()
{
    return http::object<Act>(http::field("id", &Act::id, http::id_text()));
}

http::Presenter<AgentActAnswer> agent_act_presenter()
{
    return http::presenter<AgentActAnswer>(
        "ConductChanged",
        constant("status", std::string_view{"success"}),
        out("agent_id", &AgentActAnswer::agent_id),
        out("message", &AgentActAnswer::message)
    );
}

http::Presenter<FollowUpReport> follow_up_presenter()
{
    return http::presenter<FollowUpReport>(
        "VotesModerated",
        constant("status", std::string_view{"success"}),
        out("votes", &FollowUpReport::done, http::described("How many votes it moved")),
        out("unchanged",
            &FollowUpReport::needless,
            http::described("How many were already as they should be"))
    );
}

struct AgentActKind {
    char const* path;
    char const* operation;
    char const* summary;
    std::function<
        Result<std::string>(DecideIncidents& decide, VoterCard const& agent, DecidedBy const& by)>
        act;
};

http::Endpoint agent_act(VotingEdge const& edge, AgentActKind const& kind)
{
    return http::post(kind.path)
        .operation(kind.operation)
        .tag("admin")
        .summary(kind.summary)
        .auth(http::Auth::admin)
        .idempotent()
        .path(id_path<AgentAct>())
        .body_example(R"({"reason":"Reviewed by hand"})")
        .body(http::object<AgentAct>(reason_field<AgentAct>()).named("ConductReason"))
        .returns(200, agent_act_presenter())
        .fails_with(
            {http::fails(ErrorKind::not_found, "agent_not_found"),
             http::fails(
                 ErrorKind::unavailable,
                 "incident_contended",
                 "Somebody else changed it just now; repeat."
             )}
        )
        .worker(
            [&edge, act = kind.act](
                http::Context const& context, AgentAct const& in
            ) -> Result<AgentActAnswer> {
                auto const agent = edge.voters.find(in.id);
                if (!agent) {
                    return fail(voter_not_found(in.id));
                }
                UPBEAT_TRY(
                    auto message, act(edge.moderation->decide, *agent, by(context, in.reason))
                );
                return AgentActAnswer{agent->id, std::move(message)};
            }
        );
}

http::Endpoint unblock(VotingEdge const& edge)
{
    return agent_act(
        edge,
        {"/api/v1/admin/agents/{id}/unblock",
         "unblockAgent",
         "End an agent's running block",
         [](DecideIncidents& decide, VoterCard const& agent, DecidedBy const& who
         ) -> Result<std::string> {
             UPBEAT_TRY(auto ended, decide.unblock(agent.num, agent.id, who));
             return ended > 0 ? std::string{"The agent is unblocked."}
                              : std::string{"The agent was not blocked."};
         }}
    );
}

http::Endpoint block(VotingEdge const& edge)
{
    return agent_act(
        edge,
        {"/api/v1/admin/agents/{id}/block",
         "blockAgent",
         "Block an agent for a day",
         [](DecideIncidents& decide, VoterCard const& agent, DecidedBy const& who
         ) -> Result<std::string> {
             UPBEAT_CHECK(decide.impose(ConductAction::blocked, agent.num, agent.id, who));
             return std::string{"The agent is blocked for 24 hours."};
         }}
    );
}

http::Endpoint lift_suspension(VotingEdge const& edge)
{
    return agent_act(
        edge,
        {"/api/v1/admin/agents/{id}/lift-suspension",
         "liftSuspension",
         "Let an agent vote again that was suspended after its third block",
         [](DecideIncidents& decide, VoterCard const& agent, DecidedBy const& who
         ) -> Result<std::string> {
             UPBEAT_TRY(auto ended, decide.lift_suspension(agent.num, agent.id, who));
             return ended > 0 ? std::string{"The suspension is lifted."}
                              : std::string{"The agent was not suspended."};
         }}
    );
}

// Not idempotent by key: it has to wait for the writer, which no unit of work may hold up. A repeat
// changes nothing by itself.
http::Endpoint one_vote(VotingEdge const& edge, Operation operation)
{
    auto const voids = operation == Operation::void_vote;
    return http::post(voids ? "/api/v1/admin/votes/{id}/void" : "/api/v1/admin/votes/{id}/restore")
        .operation(voids ? "voidVote" : "restoreVote")
        .tag("admin")
        .summary(voids ? "Take a vote out" : "Put a vote back that was voided or quarantined")
        .description("Scores and charts are corrected before the answer.")
        .auth(http::Auth::admin)
        .path(id_path<VotesAct>())
        .body_example(R"({"reason":"Reviewed by hand"})")
        .body(http::object<VotesAct>(reason_field<VotesAct>()).named("ModerateVote"))
        .returns(200, follow_up_presenter())
        .fails_with(
            {http::fails(ErrorKind::not_found, "vote_not_found"),
             http::fails(ErrorKind::unavailable, "votes_unavailable")}
        )
        .worker([&edge, operation](http::Context const& context, VotesAct const& in) {
            return edge.moderation->moderate_votes.one(operation, in.id, by(context, in.reason));
        });
}

Result<FollowUpReport> moderate_agent(
    VotingEdge const& edge, http::Context const& context, Operation operation, VotesAct const& in
)
{
    auto const agent = edge.voters.find(in.id);
    if (!agent) {
        return fail(voter_not_found(in.id));
    }
    std::optional<std::pair<ItemKind, std::string>> item;
    if (in.item_id) {
        item = {in.item_type.value_or(ItemKind::track), *in.item_id};
    }
    return edge.moderation->moderate_votes.of_agent(
        operation, *agent, item, by(context, in.reason)
    );
}

http::Endpoint agent_votes(VotingEdge const& edge, Operation operation)
{
    auto const voids = operation == Operation::void_vote;
    return http::post(
               voids ? "/api/v1/admin/agents/{id}/votes/void"
                     : "/api/v1/admin/agents/{id}/votes/restore"
    )
        .operation(voids ? "voidVotesOfAgent" : "restoreVotesOfAgent")
        .tag("admin")
        .summary(
            voids ? "Take out an agent's votes, all or those on one item"
                  : "Put back an agent's votes, all or the one on an item"
        )
        .description("Scores and charts are corrected before the answer.")
        .auth(http::Auth::admin)
        .path(id_path<VotesAct>())
        .body_example(R"({"reason":"Reviewed by hand","item_type":"track","item_id":"song-1"})")
        .body(http::object<VotesAct>(
                  reason_field<VotesAct>(),
                  http::field(
                      "item_type",
                      &VotesAct::item_type,
                      http::words<ItemKind>(
                          {{"track", ItemKind::track},
                           {"song", ItemKind::track},
                           {"tool", ItemKind::tool}}
                      ),
                      http::described("With item_id; a track if absent")
                  ),
                  http::field(
                      "item_id", &VotesAct::item_id, http::described("Only the vote on this item")
                  )
        )
                  .named("ModerateVotes"))
        .returns(200, follow_up_presenter())
        .fails_with(
            {http::fails(ErrorKind::not_found, "agent_not_found"),
             http::fails(ErrorKind::not_found, "item_not_found"),
             http::fails(ErrorKind::unavailable, "votes_unavailable")}
        )
        .worker([&edge, operation](http::Context const& context, VotesAct const& in) {
            return moderate_agent(edge, context, operation, in);
        });
}

}  // namespace

http::Endpoints moderation_endpoints(VotingEdge const& edge)
{
    return {
        unblock(edge),
        block(edge),
        lift_suspension(edge),
        one_vote(edge, Operation::void_vote),
        one_vote(edge, Operation::restore),
        agent_votes(edge, Operation::void_vote),
        agent_votes(edge, Operation::restore)
    };
}

}  // namespace upbeat::voting

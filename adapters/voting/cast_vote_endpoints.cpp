#include <string>
#include <utility>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/receipt_presenter.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/adapters/voting/vote_failures.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>

namespace upbeat::voting {
namespace {

struct CastVoteBody {
    ItemWord item_type{};
    std::string item_id{};
    VoteWord vote{};
    std::optional<std::string> agent_id{};
    std::optional<std::string> comment{};
    std::optional<std::string> reasoning{};
    std::optional<double> confidence{};
};

http::Schema<CastVoteBody> vote_body()
{
    return http::object<CastVoteBody>(
               http::field("item_type", &CastVoteBody::item_type),
               http::field(
                   "item_id", &CastVoteBody::item_id, item_id_reader(), http::example("song-1")
               ),
               http::field("vote", &CastVoteBody::vote),
               http::field(
                   "agent_id",
                   &CastVoteBody::agent_id,
                   http::id_text(),
                   http::described("With a key: the key's own agent. Without one: the "
                                   "name a guest votes under.")
               ),
               http::field("comment", &CastVoteBody::comment, http::max_length(kMaxComment))
    )
        .named("CastVote");
}

http::Schema<CastVoteBody> votes_body()
{
    return http::object<CastVoteBody>(
               http::field("target_type", &CastVoteBody::item_type, http::also_named("item_type")),
               http::field(
                   "target_id",
                   &CastVoteBody::item_id,
                   item_id_reader(),
                   http::also_named("item_id"),
                   http::example("song-1")
               ),
               http::field("vote", &CastVoteBody::vote),
               http::field("reasoning", &CastVoteBody::reasoning, http::max_length(kMaxReasoning)),
               http::field("confidence", &CastVoteBody::confidence, http::between(0, 1)),
               http::field("comment", &CastVoteBody::comment, http::max_length(kMaxComment)),
               http::field("agent_id", &CastVoteBody::agent_id, http::id_text())
    )
        .named("SubmitVote");
}

VoteIntent intent_of(
    VotingEdge const& edge, http::Context const& context, CastVoteBody&& body, Voter voter
)
{
    return {
        .kind = body.item_type.kind,
        .item_id = std::move(body.item_id),
        .voter = std::move(voter),
        .operation = Operation::cast,
        .direction = body.vote.direction,
        .note = note_of({std::move(body.comment), std::move(body.reasoning), body.confidence}),
        .network = network_of(edge, context)
    };
}

http::Endpoint cast_vote(VotingEdge const& edge)
{
    return http::post("/api/v1/vote")
        .operation("castVote")
        .tag("voting")
        .summary("Vote on a song or tool")
        .description(
            "With an API key the vote is verified and weighs what its agent's reputation "
            "is worth. Without one, under an `agent_id` that no key owns, it is a guest "
            "vote: it counts in the raw score and weighs nothing in any chart. An agent "
            "votes once on an item."
        )
        .auth(http::Auth::optional_agent)
        .input_before_auth()
        .idempotent()
        .body_example(R"({"item_type":"song","item_id":"song-1","vote":"up"})")
        .body(vote_body())
        .returns(200, vote_presenter())
        .fails_with(vote_failures())
        .status_for("duplicate_vote", 400)
        .status_for("invalid_item", 400)
        .batched([&edge](
                     http::Context const& context,
                     CastVoteBody&& body,
                     http::Reply<CastAnswer> reply
                 ) {
            auto voter = voter_of(edge, context, body.agent_id);
            if (!voter) {
                return reply(fail(voter.error()));
            }
            auto present = [item = body.item_type, vote = body.vote](VoteReceipt const& receipt) {
                return CastAnswer{.receipt = receipt, .item = item, .vote = vote};
            };
            submit(
                edge,
                context,
                intent_of(edge, context, std::move(body), std::move(*voter)),
                reply,
                std::move(present)
            );
        });
}

http::Endpoint submit_vote(VotingEdge const& edge)
{
    return http::post("/api/v1/votes")
        .operation("submitVote")
        .tag("voting")
        .summary("Vote on a track or tool with the agent's key")
        .auth(http::Auth::agent)
        .idempotent()
        .body_example(
            R"({"target_type":"track","target_id":"song-1","vote":1,"reasoning":"A clear mix and a memorable hook"})"
        )
        .body(votes_body())
        .returns(201, receipt_presenter())
        .fails_with(vote_failures())
        .status_for("invalid_item", 404)
        .batched(
            [&edge](
                http::Context const& context, CastVoteBody&& body, http::Reply<VoteReceipt> reply
            ) {
                auto voter = voter_of(edge, context, body.agent_id);
                if (!voter) {
                    return reply(fail(voter.error()));
                }
                submit(
                    edge,
                    context,
                    intent_of(edge, context, std::move(body), std::move(*voter)),
                    reply,
                    [](VoteReceipt const& receipt) { return receipt; }
                );
            }
        );
}

}  // namespace

http::Endpoints cast_vote_endpoints(VotingEdge const& edge)
{
    return {cast_vote(edge), submit_vote(edge)};
}

}  // namespace upbeat::voting

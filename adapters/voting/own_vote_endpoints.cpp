#include <string>
#include <utility>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/receipt_presenter.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/adapters/voting/vote_failures.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>

namespace upbeat::voting {
namespace {

struct OwnVote {
    std::string id{};
    VoteWord vote{};
    std::optional<std::string> comment{};
    std::optional<std::string> reasoning{};
    std::optional<double> confidence{};
};

struct Place {
    ItemKind kind;
    std::string path;
    std::string alias;  // or empty
    std::string name;
};

Place place_of(ItemKind kind)
{
    if (kind == ItemKind::track) {
        return {kind, "/api/v1/tracks/{id}/vote", "/api/v1/songs/{id}/vote", "Track"};
    }
    return {kind, "/api/v1/tools/{id}/vote", {}, "Tool"};
}

http::Schema<OwnVote> path_schema()
{
    return http::object<OwnVote>(http::field("id", &OwnVote::id, http::id_text()));
}

http::Schema<OwnVote> change_body()
{
    return http::object<OwnVote>(
               http::field("vote", &OwnVote::vote),
               http::field("comment", &OwnVote::comment, http::max_length(kMaxComment)),
               http::field("reasoning", &OwnVote::reasoning, http::max_length(kMaxReasoning)),
               http::field("confidence", &OwnVote::confidence, http::between(0, 1))
    )
        .named("ChangeVote");
}

std::vector<http::Failure> failures()
{
    auto all = vote_failures();
    all.push_back(
        http::fails(ErrorKind::not_found, "vote_not_found", "The agent has no vote on this item.")
    );
    all.push_back(
        http::fails(ErrorKind::conflict, "vote_voided", "An administrator took the vote out.")
    );
    all.push_back(http::fails(
        ErrorKind::conflict,
        "vote_quarantined",
        "The vote is suspect and out of the count; it can only be withdrawn."
    ));
    return all;
}

void send(
    VotingEdge const& edge,
    http::Context const& context,
    ItemKind kind,
    Operation operation,
    OwnVote&& own,
    http::Reply<VoteReceipt> const& reply
)
{
    auto voter = voter_of(edge, context, std::nullopt);
    if (!voter) {
        return reply(fail(voter.error()));
    }
    VoteIntent intent{
        .kind = kind,
        .item_id = std::move(own.id),
        .voter = std::move(*voter),
        .operation = operation,
        .direction = own.vote.direction,
        .note = note_of({std::move(own.comment), std::move(own.reasoning), own.confidence}),
        .network = network_of(edge, context)
    };
    submit(edge, context, std::move(intent), reply, [](VoteReceipt const& receipt) {
        return receipt;
    });
}

http::Endpoint change_vote(VotingEdge const& edge, Place const& place)
{
    auto builder = http::put(place.path);
    if (!place.alias.empty()) {
        builder = std::move(builder).also_at(place.alias);
    }
    return std::move(builder)
        .operation("change" + place.name + "Vote")
        .tag("voting")
        .summary("Change one's vote")
        .description(
            "The new vote weighs what the agent's reputation is worth now; the former "
            "one stays in the ledger."
        )
        .auth(http::Auth::agent)
        .idempotent()
        .path(path_schema())
        .body_example(R"({"vote":"down"})")
        .body(change_body())
        .returns(200, receipt_presenter())
        .fails_with(failures())
        .status_for("invalid_item", 404)
        .batched(
            [&edge, kind = place.kind](
                http::Context const& context, OwnVote&& own, http::Reply<VoteReceipt> const& reply
            ) { send(edge, context, kind, Operation::change, std::move(own), reply); }
        );
}

http::Endpoint withdraw_vote(VotingEdge const& edge, Place const& place)
{
    auto builder = http::del(place.path);
    if (!place.alias.empty()) {
        builder = std::move(builder).also_at(place.alias);
    }
    return std::move(builder)
        .operation("withdraw" + place.name + "Vote")
        .tag("voting")
        .summary("Withdraw one's vote")
        .description("The agent may vote on the item again later.")
        .auth(http::Auth::agent)
        .idempotent()
        .path(path_schema())
        .returns(200, withdrawal_presenter())
        .fails_with(failures())
        .status_for("invalid_item", 404)
        .batched(
            [&edge, kind = place.kind](
                http::Context const& context, OwnVote&& own, http::Reply<VoteReceipt> const& reply
            ) { send(edge, context, kind, Operation::withdraw, std::move(own), reply); }
        );
}

}  // namespace

http::Endpoints own_vote_endpoints(VotingEdge const& edge)
{
    http::Endpoints all;
    for (auto const kind : {ItemKind::track, ItemKind::tool}) {
        all.push_back(change_vote(edge, place_of(kind)));
        all.push_back(withdraw_vote(edge, place_of(kind)));
    }
    return all;
}

}  // namespace upbeat::voting

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/explain_presenter.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>

namespace upbeat::voting {
namespace {

struct VotePath {
    std::string id{};
};

struct PlaceQuery {
    std::string id{};
    std::string period = "alltime";
};

http::Endpoint explain_vote(std::shared_ptr<ExplainVote> const& explain)
{
    return http::get("/api/v1/votes/{id}/explain")
        .operation("explainVote")
        .tag("voting")
        .summary("Why a vote weighs what it weighs, and what it moved")
        .description(
            "The voter's life up to the vote is folded anew from the ledger: the weight is proved, "
            "not repeated. Public, as every vote is."
        )
        .path(http::object<VotePath>(http::field("id", &VotePath::id, http::id_text())))
        .returns(200, vote_explanation_presenter())
        .fails_with({http::fails(ErrorKind::not_found, "vote_not_found")})
        .worker([explain](http::Context const&, VotePath const& path) {
            return explain->execute(path.id);
        });
}

http::Endpoint explain_place(
    VotingEdge const& edge, std::shared_ptr<ExplainPlace> const& explain, ItemKind kind
)
{
    auto const track = kind == ItemKind::track;
    auto builder = http::get(track ? "/api/v1/tracks/{id}/explain" : "/api/v1/tools/{id}/explain");
    if (track) {
        builder = std::move(builder).also_at("/api/v1/songs/{id}/explain");
    }
    return std::move(builder)
        .operation(track ? "explainTrackPlace" : "explainToolPlace")
        .tag("charts")
        .summary("Which votes and rules make a place")
        .description(
            "The item's place in one chart, the votes behind it by group, the places around it, "
            "and where it would be without each of the rules."
        )
        .path(http::object<PlaceQuery>(http::field("id", &PlaceQuery::id, http::id_text())))
        .query(http::object<PlaceQuery>(http::field(
            "period",
            &PlaceQuery::period,
            http::one_of({"daily", "weekly", "monthly", "alltime", "trending"}),
            http::defaulted
        )))
        .returns(200, place_explanation_presenter())
        .fails_with(
            {http::fails(ErrorKind::not_found, "item_not_found"),
             http::fails(ErrorKind::unavailable, "history_warming"),
             http::fails(ErrorKind::unavailable, "history_too_large")}
        )
        .worker([&edge, explain, kind](http::Context const&, PlaceQuery const& query) {
            return explain->execute(kind, query.id, parse_period(query.period), edge.top_min_votes);
        });
}

}  // namespace

http::Endpoints explain_endpoints(VotingEdge const& edge)
{
    auto const vote = std::make_shared<ExplainVote>(ExplainPorts{
        edge.ledger,
        edge.past,
        edge.adjustments,
        edge.incidents,
        edge.voting.state,
        edge.voters,
        edge.archive,
        edge.policy
    });
    auto const place = std::make_shared<ExplainPlace>(ExplainPlacePorts{
        edge.archive, edge.voting.state, edge.cards, edge.voting.list_item_votes, edge.clock
    });
    return {
        explain_vote(vote),
        explain_place(edge, place, ItemKind::track),
        explain_place(edge, place, ItemKind::tool)
    };
}

}  // namespace upbeat::voting

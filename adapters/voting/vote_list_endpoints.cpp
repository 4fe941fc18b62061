#include <string>
#include <string_view>
#include <utility>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>
#include <upbeat/application/voting/find_vote.hpp>

namespace upbeat::voting {
namespace {

using http::leave_out_null;
using http::out;

struct VotesQuery {
    std::string id{};
    std::int64_t page = 1;
    std::int64_t limit = 24;
    std::optional<VoteSource> source{};
};

http::Words<VoteSource> source_words()
{
    return http::words<VoteSource>(
        {{"external", VoteSource::external},
         {"bootstrap", VoteSource::bootstrap},
         {"internal", VoteSource::internal}}
    );
}

auto page_field()
{
    return http::field("page", &VotesQuery::page, http::between(1, 1'000'000), http::defaulted);
}

auto limit_field()
{
    return http::field("limit", &VotesQuery::limit, http::between(1, 100), http::defaulted);
}

std::optional<double> confidence_of(ListedVote const& vote)
{
    constexpr double kWhole = 10'000.0;
    return vote.note.confidence ? std::optional{*vote.note.confidence / kWhole} : std::nullopt;
}

std::optional<std::string> title_of(ListedVote const& vote)
{
    return vote.item_title.empty() ? std::nullopt : std::optional{vote.item_title};
}

http::Presenter<ListedVote> vote_presenter_in_lists()
{
    return http::presenter<ListedVote>(
        "Vote",
        out("vote_id", [](ListedVote const& vote) { return vote.id.text(); }),
        out("item_type", [](ListedVote const& vote) { return vote_word(vote.kind); }),
        out("item_id", &ListedVote::item_id),
        out("item_title", title_of, leave_out_null),
        out("agent_id", [](ListedVote const& vote) { return vote.voter.id; }),
        out("agent_name", [](ListedVote const& vote) { return vote.voter.name; }),
        out({"vote", "direction"}, [](ListedVote const& vote) { return to_word(vote.direction); }),
        out("weight_applied", [](ListedVote const& vote) { return vote.weight.as_number(); }),
        out(
            "reason",
            [](ListedVote const& vote) { return to_word(vote.reason); },
            http::described("Why this entry stands in the ledger; quarantined: suspect, kept with "
                            "weight 0 and counted nowhere; restored: back as it last counted")
        ),
        out("comment", [](ListedVote const& vote) { return vote.note.comment; }),
        out("reasoning", [](ListedVote const& vote) { return vote.note.reasoning; }),
        out("confidence", confidence_of),
        out("vote_source", &ListedVote::source, source_words()),
        out("assurance",
            [](ListedVote const& vote) {
                return std::string_view{vote.verified ? "verified" : "guest"};
            }),
        out("timestamp", &ListedVote::at)
    );
}

http::Presenter<Page<ListedVote>> page_presenter()
{
    using VotePage = Page<ListedVote>;
    return http::presenter<VotePage>(
        "VotePage",
        out("votes", &VotePage::items, vote_presenter_in_lists()),
        out("total", &VotePage::total),
        out("page", [](VotePage const& page) { return page.request.page; }),
        out("pages", [](VotePage const& page) { return page.pages(); }),
        out("limit", [](VotePage const& page) { return page.request.limit; })
    );
}

struct ItemVotes {
    Page<ListedVote> page{};
    OutOfCount out_of_count{};
};

http::Presenter<ItemVotes> item_votes_presenter()
{
    auto const out_of_count = http::presenter<OutOfCount>(
        "VotesOutOfCount",
        out("quarantined",
            &OutOfCount::quarantined,
            http::described("Suspect: listed with weight 0, counted nowhere")),
        out("voided", &OutOfCount::voided, http::described("Taken out by an administrator"))
    );
    return http::presenter<ItemVotes>(
        "ItemVotePage",
        including(&ItemVotes::page, page_presenter()),
        out("out_of_count", &ItemVotes::out_of_count, out_of_count)
    );
}

Result<ItemVotes> votes_on(VotingEdge const& edge, ItemKind kind, VotesQuery const& query)
{
    UPBEAT_TRY(auto standing, edge.voting.get_item_standing.execute(kind, query.id));
    UPBEAT_TRY(
        auto page,
        edge.voting.list_item_votes.execute(kind, query.id, {query.page, query.limit}, query.source)
    );
    return ItemVotes{std::move(page), edge.ledger.out_of_count(standing.num)};
}

http::Endpoint item_votes(VotingEdge const& edge, ItemKind kind)
{
    auto const track = kind == ItemKind::track;
    auto builder = http::get(track ? "/api/v1/tracks/{id}/votes" : "/api/v1/tools/{id}/votes");
    if (track) {
        builder = std::move(builder).also_at("/api/v1/songs/{id}/votes");
    }
    return std::move(builder)
        .operation(track ? "listTrackVotes" : "listToolVotes")
        .tag("voting")
        .summary("Who voted how")
        .description(
            "Every standing vote with the weight it was cast with, the newest first: "
            "what makes up a score can be checked by anyone."
        )
        .path(http::object<VotesQuery>(http::field("id", &VotesQuery::id, http::id_text())))
        .query(http::object<VotesQuery>(
            page_field(), limit_field(), http::field("source", &VotesQuery::source, source_words())
        ))
        .returns(200, item_votes_presenter())
        .fails_with({http::fails(ErrorKind::not_found, "item_not_found")})
        .worker([&edge, kind](http::Context const&, VotesQuery const& query) {
            return votes_on(edge, kind, query);
        });
}

http::Endpoint my_votes(VotingEdge const& edge)
{
    return http::get("/api/v1/me/votes")
        .operation("listMyVotes")
        .tag("voting")
        .summary("One's own standing votes, the newest first")
        .auth(http::Auth::agent)
        .query(http::object<VotesQuery>(page_field(), limit_field()))
        .returns(200, page_presenter())
        .worker(
            [&edge](
                http::Context const& context, VotesQuery const& query
            ) -> Result<Page<ListedVote>> {
                auto page = edge.voting.list_my_votes.execute(
                    context.actor.voter, {query.page, query.limit}
                );
                for (auto& vote : page.items) {
                    vote.voter.id = context.actor.id;
                    if (vote.voter.name.empty()) {
                        vote.voter.name = context.actor.id;
                    }
                }
                return page;
            }
        );
}

http::Endpoint one_vote(VotingEdge const& edge)
{
    return http::get("/api/v1/votes/{id}")
        .operation("getVote")
        .tag("voting")
        .summary("One entry of the ledger")
        .description("Also one that was changed or withdrawn since: the ledger keeps everything.")
        .path(http::object<VotesQuery>(http::field("id", &VotesQuery::id, http::id_text())))
        .returns(200, vote_presenter_in_lists())
        .fails_with({http::fails(ErrorKind::not_found, "vote_not_found")})
        .worker([&edge](http::Context const&, VotesQuery const& query) {
            return FindVote{edge.ledger, edge.voting.state, edge.voters}.execute(query.id);
        });
}

}  // namespace

http::Endpoints vote_list_endpoints(VotingEdge const& edge)
{
    return {
        item_votes(edge, ItemKind::track),
        item_votes(edge, ItemKind::tool),
        my_votes(edge),
        one_vote(edge)
    };
}

}  // namespace upbeat::voting

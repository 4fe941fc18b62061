#include <array>
#include <string>
#include <string_view>

#include <upbeat/adapters/voting/explain_presenter.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>

namespace upbeat::voting {
namespace {

using http::described;
using http::out;
using Told = PlaceExplanation;

http::Presenter<VoteSum> sum_presenter()
{
    return http::presenter<VoteSum>(
        "VoteSum",
        out("votes", &VoteSum::count),
        out("up", &VoteSum::up),
        out("down", &VoteSum::down),
        out("weighted", [](VoteSum const& sum) { return shown_score(sum.weighted); })
    );
}

http::Presenter<VoteGroups> groups_presenter()
{
    auto const bucket = http::presenter<VoteGroups::Bucket>(
        "VoteBucket",
        out("from", [](VoteGroups::Bucket const& each) { return start_of_hour(each.hour); }),
        out("up", [](VoteGroups::Bucket const& each) { return each.sum.up; }),
        out("down", [](VoteGroups::Bucket const& each) { return each.sum.down; }),
        out("weighted",
            [](VoteGroups::Bucket const& each) { return shown_score(each.sum.weighted); })
    );
    auto const sum = sum_presenter();
    return http::presenter<VoteGroups>(
        "VoteGroups",
        out("full_weight", &VoteGroups::full, sum),
        out("reduced", &VoteGroups::reduced, sum, described("Below weight 1")),
        out("guests", &VoteGroups::guests, sum, described("In the raw score, without weight")),
        out("halved", &VoteGroups::halved, sum, described("Of these: their voters were flagged")),
        out("owner_capped",
            &VoteGroups::below_floor,
            sum,
            described("Of these: so light that only the owner's cap explains it")),
        out("bootstrap", &VoteGroups::bootstrap, sum, described("Of these: brought by the store")),
        out("set_aside",
            &VoteGroups::set_aside,
            sum,
            described("Not among these: quarantined or voided, with the weight they would have")),
        out("buckets", &VoteGroups::buckets, bucket)
    );
}

http::Presenter<NearPlace> near_presenter()
{
    return http::presenter<NearPlace>(
        "NearPlace",
        out("rank", [](NearPlace const& near) { return near.line.rank; }),
        out("item_type", [](NearPlace const& near) { return vote_word(near.line.kind); }),
        out("item_id", [](NearPlace const& near) { return near.card.id; }),
        out("title", [](NearPlace const& near) { return near.card.title; }),
        out("weighted_score",
            [](NearPlace const& near) { return shown_score(near.line.votes.weighted); }),
        out("gap",
            &NearPlace::gap,
            described("Of weighted score; of trending: in full votes cast now"))
    );
}

std::string order_of(Told const& told)
{
    std::string const ties =
        "then score, total votes (all falling), then the older item, then the smaller id";
    if (!told.period) {
        return "Votes by weight, each fading by half every 48 hours; then weighted score, " + ties;
    }
    return "Items with at least " + std::to_string(told.min_votes) +
           " verified votes in the period first; weighted score, " + ties;
}

template <class Get>
auto of_line(Get get)
{
    return [get](Told const& told) {
        using Value = decltype(get(*told.line));
        return told.line ? std::optional<Value>{get(*told.line)} : std::nullopt;
    };
}

}  // namespace

http::Presenter<PlaceExplanation> place_explanation_presenter()
{
    auto const without = http::presenter<RankWithout>(
        "RankWithout",
        out("rule", [](RankWithout const& each) { return to_word(each.rule); }),
        out("rank", &RankWithout::rank)
    );
    auto const newest = http::presenter<ListedVote>(
        "ContributingVote",
        out("vote_id", [](ListedVote const& vote) { return vote.id.text(); }),
        out("agent_id", [](ListedVote const& vote) { return vote.voter.id; }),
        out("vote", [](ListedVote const& vote) { return to_word(vote.direction); }),
        out("weight_applied", [](ListedVote const& vote) { return vote.weight.as_number(); }),
        out("timestamp", &ListedVote::at)
    );
    return http::presenter<Told>(
        "PlaceExplanation",
        out("item_type", [](Told const& told) { return vote_word(told.kind); }),
        out("item_id", &Told::item_id),
        out("period",
            [](Told const& told) {
                return told.period ? to_word(*told.period) : std::string_view{"trending"};
            }),
        out("at", &Told::at),
        out("rank",
            of_line([](CensusLine const& line) { return line.rank; }),
            described("null: the item stands in no such chart")),
        out("listed", &Told::listed, described("Among those that the chart shows")),
        out("items", &Told::items),
        out("order", order_of),
        out("score", of_line([](CensusLine const& line) { return line.votes.score(); })),
        out("weighted_score",
            of_line([](CensusLine const& line) { return shown_score(line.votes.weighted); })),
        out("total_votes", of_line([](CensusLine const& line) { return line.votes.total(); })),
        out("verified_votes",
            of_line([](CensusLine const& line) { return line.votes.verified(); })),
        out("trending_score",
            of_line([](CensusLine const& line) { return line.trending; }),
            described("In full votes cast now; 0 in the charts of periods")),
        out("min_votes", &Told::min_votes),
        out("qualified", of_line([](CensusLine const& line) { return line.qualified; })),
        out("qualified_items", &Told::qualified),
        out(
            "behind_by",
            [](Told const& told) {
                return told.decided ? std::optional{to_word(*told.decided)} : std::nullopt;
            },
            described("What set it behind the place above")
        ),
        out("above", &Told::above, near_presenter()),
        out("below", &Told::below, near_presenter()),
        out("rank_without", &Told::without, without),
        out("groups", &Told::groups, groups_presenter()),
        out("newest_votes", &Told::newest, newest)
    );
}

}  // namespace upbeat::voting

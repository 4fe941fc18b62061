#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/voting/explain_presenter.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>
#include <upbeat/domain/voting/ledger_follow_up.hpp>

namespace upbeat::voting {
namespace {

using http::described;
using http::leave_out_null;
using http::out;

constexpr double kHundred = 100.0;

double points(std::int32_t hundredths)
{
    return hundredths / kHundred;
}

http::Presenter<ReputationThen> reputation_presenter()
{
    using Then = ReputationThen;
    auto const part = [](std::int32_t ReputationParts::* member) {
        return [member](Then const& then) { return points(then.parts.*member); };
    };
    return http::presenter<Then>(
        "ReputationThen",
        out("score", [](Then const& then) { return then.score.as_number(); }),
        out(
            "earned",
            [](Then const& then) { return then.earned.as_number(); },
            described("By the formula; more than the score where idleness took from it")
        ),
        out("diversity", part(&ReputationParts::diversity), described("30 % of the quality")),
        out("time", part(&ReputationParts::time), described("25 %")),
        out("platform", part(&ReputationParts::platform), described("20 %")),
        out("age", part(&ReputationParts::age), described("15 %")),
        out("volume", part(&ReputationParts::volume), described("10 %")),
        out("votes", &Then::votes, described("n: standing up and down votes")),
        out(
            "experience",
            [](Then const& then) {
                return static_cast<double>(then.votes()) / static_cast<double>(then.votes() + 20);
            },
            described("n / (n + 20)")
        ),
        out(
            "penalty",
            [](Then const& then) { return then.penalty / (kHundred * kHundred); },
            described("P: the share that is withheld")
        ),
        out(
            "adjustment",
            [](Then const& then) { return points(then.adjustment); },
            described("What administrators added")
        ),
        http::constant(
            "formula", std::string_view{"quality x n/(n+20) x (1 - P) + adjustment, within 0..100"}
        )
    );
}

http::Presenter<WeightStep> step_presenter()
{
    return http::presenter<WeightStep>(
        "WeightStep",
        out("rule", &WeightStep::rule),
        out("weight", [](WeightStep const& step) { return step.weight.as_number(); }),
        out("explanation", &WeightStep::words)
    );
}

http::Presenter<VoteMove> move_presenter()
{
    return http::presenter<VoteMove>(
        "VoteMove",
        out("vote_id", [](VoteMove const& move) { return move.id.text(); }),
        out("reason", [](VoteMove const& move) { return to_word(move.reason); }),
        out("vote", [](VoteMove const& move) { return to_word(move.direction); }),
        out("weight_applied", [](VoteMove const& move) { return move.weight.as_number(); }),
        out("timestamp", &VoteMove::at)
    );
}

http::Presenter<VoteEffect> effect_presenter()
{
    return http::presenter<VoteEffect>(
        "VoteEffect",
        out("score_before", [](VoteEffect const& e) { return e.before.score(); }),
        out("score_after", [](VoteEffect const& e) { return e.after.score(); }),
        out("weighted_score_before",
            [](VoteEffect const& e) { return shown_score(e.before.weighted); }),
        out("weighted_score_after",
            [](VoteEffect const& e) { return shown_score(e.after.weighted); }),
        out("rank_before", &VoteEffect::rank_before, described("All time, of its kind")),
        out("rank_after", &VoteEffect::rank_after),
        out("trending_rank_before", &VoteEffect::trending_rank_before),
        out("trending_rank_after", &VoteEffect::trending_rank_after)
    );
}

std::vector<std::string_view> detectors_of(VoteExplanation const& told)
{
    std::vector<std::string_view> names;
    if (told.detectors.has(EntryFlags::kBurst)) {
        names.emplace_back("burst");
    }
    if (told.detectors.has(EntryFlags::kVolume)) {
        names.emplace_back("volume");
    }
    if (told.detectors.has(EntryFlags::kUnidirectional)) {
        names.emplace_back("unidirectional");
    }
    return names;
}

}  // namespace

http::Presenter<VoteExplanation> vote_explanation_presenter()
{
    using Told = VoteExplanation;
    return http::presenter<Told>(
        "VoteExplanation",
        out("vote_id", [](Told const& told) { return told.vote.id.text(); }),
        out("item_type", [](Told const& told) { return vote_word(told.vote.kind); }),
        out("item_id", [](Told const& told) { return told.vote.item_id; }),
        out("agent_id", [](Told const& told) { return told.vote.voter.id; }),
        out("vote", [](Told const& told) { return to_word(told.vote.direction); }),
        out("reason", [](Told const& told) { return to_word(told.vote.reason); }),
        out("timestamp", [](Told const& told) { return told.vote.at; }),
        out("weight_applied", [](Told const& told) { return told.vote.weight.as_number(); }),
        out(
            "weight_recomputed",
            [](Told const& told) {
                return told.recomputed ? std::optional{told.recomputed->as_number()} : std::nullopt;
            },
            described("From the voter's ledger entries; null where there are over 20000 of them, "
                      "and of votes that the store brought itself")
        ),
        out(
            "weight_proved",
            [](Told const& told) {
                return told.recomputed ? std::optional{*told.recomputed == told.vote.weight}
                                       : std::nullopt;
            },
            described("Whether the recomputed weight is the one in the ledger")
        ),
        out("steps", &Told::steps, step_presenter()),
        out("reputation", &Told::reputation, reputation_presenter()),
        out("flagged", &Told::flagged, described("The voter was flagged at the time")),
        out("detectors", detectors_of, described("That fired with this vote")),
        out("later", &Told::later, move_presenter(), described("What became of the vote")),
        out("moved",
            &Told::moved,
            effect_presenter(),
            described("The item just before, and with this entry alone")),
        out("moved_status",
            &Told::moved_status,
            described("known; warming: ask again in a second; not_charted; unavailable"))
    );
}

}  // namespace upbeat::voting

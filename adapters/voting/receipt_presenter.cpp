#include <upbeat/adapters/voting/receipt_presenter.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace upbeat::voting {
namespace {

using http::constant;
using http::leave_out_null;
using http::out;
using http::presenter;

std::vector<std::string_view> reasons_of(VoteWarning const& warning)
{
    std::vector<std::string_view> reasons;
    if (warning.burst) {
        reasons.emplace_back("burst");
    }
    if (warning.volume) {
        reasons.emplace_back("volume");
    }
    if (warning.unidirectional) {
        reasons.emplace_back("unidirectional");
    }
    if (warning.coordinated) {
        reasons.emplace_back("coordinated");
    }
    return reasons;
}

http::Presenter<VoteWarning> warning_presenter()
{
    return presenter<VoteWarning>(
        "VoteWarning",
        constant(
            "message",
            std::string_view{"These votes look unusual: while the flag lasts they weigh half. "
                             "GET /api/v1/agents/me/incidents says why."}
        ),
        out("reasons",
            reasons_of,
            http::described("burst: ten or more votes in the minute before; "
                            "volume: more than fifty in five minutes; unidirectional: and all in "
                            "one direction; coordinated: together with related agents")),
        out("flagged_until", &VoteWarning::flagged_until),
        constant("note", std::string_view{"Until then votes count half their weight."})
    );
}

double weight_of(VoteReceipt const& receipt)
{
    return receipt.weight.as_number();
}

std::string_view assurance_of(VoteReceipt const& receipt)
{
    return receipt.verified ? "verified" : "guest";
}

VoteReceipt const& receipt_of(CastAnswer const& answer)
{
    return answer.receipt;
}

CastAnswer const& itself(CastAnswer const& answer)
{
    return answer;
}

http::Presenter<CastAnswer> data_presenter()
{
    return presenter<CastAnswer>(
        "",
        out("agent_id", [](CastAnswer const& answer) { return answer.receipt.agent_id; }),
        out("item_type", &CastAnswer::item),
        out("item_id", [](CastAnswer const& answer) { return answer.receipt.item_id; }),
        out("vote", &CastAnswer::vote, http::described("As it was sent")),
        out("new_score", [](CastAnswer const& answer) { return answer.receipt.tally.score(); }),
        out("timestamp", [](CastAnswer const& answer) { return answer.receipt.at; })
    );
}

http::Presenter<VoteReceipt> recorded_vote_presenter()
{
    return presenter<VoteReceipt>(
        "",
        out("id", [](VoteReceipt const& receipt) { return receipt.id.text(); }),
        out("item_type", [](VoteReceipt const& receipt) { return vote_word(receipt.kind); }),
        out("item_id", &VoteReceipt::item_id),
        out("vote", [](VoteReceipt const& receipt) { return sign(receipt.direction); })
    );
}

// What stands in every form beside the item and its numbers.
http::Presenter<VoteReceipt> vote_fields()
{
    return presenter<VoteReceipt>(
        "",
        out("vote_id", [](VoteReceipt const& receipt) { return receipt.id.text(); }),
        out("direction", [](VoteReceipt const& receipt) { return to_word(receipt.direction); }),
        out("weight_applied",
            weight_of,
            http::described("What the vote counts, 0 to 1; it never changes")),
        out("assurance",
            assurance_of,
            http::described("verified: by a credential; guest: only a claim, weight 0")),
        out("warning", &VoteReceipt::warning, warning_presenter(), leave_out_null)
    );
}

VoteReceipt const& same(VoteReceipt const& receipt)
{
    return receipt;
}

http::Presenter<VoteReceipt> item_fields()
{
    return presenter<VoteReceipt>(
        "",
        out("item_type", [](VoteReceipt const& receipt) { return vote_word(receipt.kind); }),
        out("item_id", &VoteReceipt::item_id),
        out("target_type", [](VoteReceipt const& receipt) { return catalog_word(receipt.kind); }),
        out("target_id", &VoteReceipt::item_id),
        out("agent_id", &VoteReceipt::agent_id),
        out("timestamp", &VoteReceipt::at)
    );
}

}  // namespace

http::Presenter<VoteReceipt> tally_fields()
{
    return presenter<VoteReceipt>(
        "",
        out(
            "new_score",
            [](VoteReceipt const& receipt) { return receipt.tally.score(); },
            http::described("Up votes less down votes of the item, with this vote")
        ),
        out("weighted_score",
            [](VoteReceipt const& receipt) { return shown_score(receipt.tally.weighted); }),
        out("up_votes", [](VoteReceipt const& receipt) { return receipt.tally.up; }),
        out("down_votes", [](VoteReceipt const& receipt) { return receipt.tally.down; })
    );
}

http::Presenter<CastAnswer> vote_presenter()
{
    return presenter<CastAnswer>(
        "VoteRecorded",
        constant("status", std::string_view{"success"}),
        constant("success", true),
        constant("message", std::string_view{"Vote recorded successfully"}),
        out("data", itself, data_presenter()),
        including(receipt_of, tally_fields()),
        out("vote", receipt_of, recorded_vote_presenter()),
        including(receipt_of, vote_fields())
    );
}

http::Presenter<VoteReceipt> receipt_presenter()
{
    return presenter<VoteReceipt>(
        "VoteReceipt",
        including(same, vote_fields()),
        constant("accepted", true),
        including(same, item_fields()),
        including(same, tally_fields())
    );
}

http::Presenter<VoteReceipt> withdrawal_presenter()
{
    return presenter<VoteReceipt>(
        "VoteWithdrawn",
        constant("status", std::string_view{"success"}),
        constant("withdrawn", true),
        out("vote_id", [](VoteReceipt const& receipt) { return receipt.id.text(); }),
        including(same, item_fields()),
        including(same, tally_fields())
    );
}

}  // namespace upbeat::voting

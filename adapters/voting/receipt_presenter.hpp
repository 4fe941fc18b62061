#pragma once

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>
#include <upbeat/application/voting/vote_receipt.hpp>

namespace upbeat::voting {

// An accepted vote, and the words in which it was sent.
struct CastAnswer {
    VoteReceipt receipt{};
    ItemWord item{};
    VoteWord vote{};
};

// The form of POST /api/v1/vote.
http::Presenter<CastAnswer> vote_presenter();

// The form of POST /api/v1/votes and of a changed vote.
http::Presenter<VoteReceipt> receipt_presenter();

// The form of a withdrawn vote.
http::Presenter<VoteReceipt> withdrawal_presenter();

// What every form says of the item: new_score, weighted_score and the counts.
http::Presenter<VoteReceipt> tally_fields();

}  // namespace upbeat::voting

#pragma once

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/application/voting/explain_place.hpp>
#include <upbeat/application/voting/explain_vote.hpp>

namespace upbeat::voting {

// {vote_id, ..., weight, reputation, detectors, later, moved}
http::Presenter<VoteExplanation> vote_explanation_presenter();

// {item_type, item_id, period, rank, order, votes, neighbours, rank_without, ...}
http::Presenter<PlaceExplanation> place_explanation_presenter();

}  // namespace upbeat::voting

#pragma once

#include <vector>

#include <upbeat/adapters/http/failure.hpp>

namespace upbeat::voting {

// What can happen to a vote beyond what can happen to any request.
inline std::vector<http::Failure> vote_failures()
{
    using http::fails;
    return {
        fails(ErrorKind::conflict, "duplicate_vote", "The agent has already voted on this item."),
        fails(ErrorKind::not_found, "item_not_found", "There is no such song or tool."),
        fails(ErrorKind::rule_broken, "invalid_item", "The item is hidden or removed."),
        fails(ErrorKind::rule_broken, "vote_refused", "The vote holds what cannot be stored."),
        fails(ErrorKind::forbidden, "agent_mismatch", "agent_id is not the credential's agent."),
        fails(ErrorKind::forbidden, "agent_suspended", "The agent is suspended."),
        fails(
            ErrorKind::forbidden,
            "agent_blocked",
            "The agent is blocked for manipulation; Retry-After says how long."
        ),
        fails(ErrorKind::forbidden, "self_vote", "The item is the voter's own."),
        fails(
            ErrorKind::forbidden,
            "owner_cap_reached",
            "The owner's other agents hold one full vote on the item."
        ),
        fails(
            ErrorKind::unauthenticated,
            "credential_required",
            "The agent_id belongs to a registered agent."
        ),
        fails(ErrorKind::unauthenticated, "guest_votes_off", "Guests may not vote here."),
        fails(
            ErrorKind::rate_limited,
            "rate_limited",
            "The hour's, the day's or the network's votes are spent."
        ),
        fails(
            ErrorKind::unavailable,
            "votes_unavailable",
            "The ledger did not answer; repeat the vote."
        ),
        fails(ErrorKind::unavailable, "queue_full", "Too many votes wait."),
    };
}

}  // namespace upbeat::voting

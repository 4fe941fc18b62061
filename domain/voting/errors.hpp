#pragma once

#include <chrono>
#include <string_view>

#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/quota.hpp>

// Every failure that voting expects. Codes are stable and documented.
namespace upbeat::voting {

// duplicate_vote, conflict. The detail holds the words "already voted".
Error already_voted(ItemKind kind, std::string_view item_id);
// item_not_found, not_found.
Error item_not_found(ItemKind kind, std::string_view item_id);
// invalid_item, rule_broken: the item exists, but takes no votes.
Error item_not_votable(ItemKind kind, std::string_view item_id);
// self_vote, forbidden.
Error self_vote(ItemKind kind, std::string_view item_id);
// owner_cap_reached, forbidden: the owner's other agents already fill one full vote on the item.
Error owner_cap_reached(ItemKind kind, std::string_view item_id);
// agent_suspended, forbidden: by an administrator.
Error agent_suspended();
// agent_suspended, forbidden: by the ladder, for what its votes looked like.
Error suspended_for_votes();
// agent_blocked, forbidden, with retry_after to the end of the block.
Error agent_blocked(Timestamp until, Timestamp now);
// incident_not_found, not_found.
Error incident_not_found(std::string_view id);
// incident_decided, conflict: somebody has decided it already.
Error incident_decided(std::string_view id);
// incident_contended, unavailable: it was changed by somebody else at the same time.
Error incident_contended(std::string_view id);
// nothing_to_take_out and nothing_to_restore, conflict: the vote's latest entry does not allow it.
Error nothing_to_take_out(ItemKind kind, std::string_view item_id);
Error nothing_to_restore(ItemKind kind, std::string_view item_id);
// agent_mismatch, forbidden: the body names another agent than the credential.
Error agent_mismatch();
// credential_required, unauthenticated: the name belongs to a registered agent.
Error credential_required(std::string_view agent_id);
// guest_votes_off, unauthenticated.
Error guest_votes_off();
// rate_limited, with retry_after to the end of the window.
Error vote_quota_spent(QuotaRefusal const& refusal);
Error network_quota_spent(std::int64_t limit, std::chrono::seconds retry_after);
// vote_not_found, not_found: nothing to change or withdraw.
Error no_vote_to_change(ItemKind kind, std::string_view item_id);
// vote_not_found, not_found: no entry of the ledger has this id.
Error vote_not_found(std::string_view vote_id);
// vote_voided, conflict: an administrator took the vote out; its voter cannot bring it back.
Error vote_voided(ItemKind kind, std::string_view item_id);
// vote_quarantined, conflict: the vote is out of the count until somebody looks at it. It can be
// withdrawn, not changed.
Error vote_quarantined(ItemKind kind, std::string_view item_id);
// vote_contended, unavailable: lost too many races for one vote.
Error vote_contended();
// idempotency_key_taken, conflict: another node keeps an answer under the request's key; nothing of
// the request was stored.
Error answer_kept_elsewhere();
// votes_unavailable, unavailable: the ledger cannot be reached; nothing says whether it counted.
Error ledger_unavailable();
// vote_refused, rule_broken: the ledger cannot hold this vote, and will not on a repeat.
Error vote_refused();
// queue_full, unavailable.
Error vote_queue_full();
// agent_not_found, not_found.
Error voter_not_found(std::string_view agent_id);
// future_instant, invalid_input: nobody knows the charts of tomorrow.
Error future_instant();
// history_warming, unavailable: the charts of the past are being made ready.
Error history_warming();
// history_too_large, unavailable: the ledger exceeds the memory that the operator allows for it.
Error history_too_large();
// validation_failed, invalid_input.
Error unknown_period(std::string_view word);
Error adjustment_out_of_range();

}  // namespace upbeat::voting

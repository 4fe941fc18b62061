#include <upbeat/domain/voting/errors.hpp>

#include <string>

namespace upbeat::voting {
namespace {

std::string named(ItemKind kind, std::string_view id)
{
    std::string text{kind == ItemKind::track ? "song '" : "tool '"};
    text.append(id).append("'");
    return text;
}

std::string plural(std::int64_t count)
{
    return std::to_string(count) + (count == 1 ? " vote" : " votes");
}

Error spent(std::string detail, std::chrono::seconds retry_after)
{
    detail += " The window ends in " + std::to_string(retry_after.count()) + " seconds.";
    return {
        .kind = ErrorKind::rate_limited,
        .code = "rate_limited",
        .detail = std::move(detail),
        .retry_after = retry_after
    };
}

Error busy(std::string code, std::string detail)
{
    return {
        .kind = ErrorKind::unavailable,
        .code = std::move(code),
        .detail = std::move(detail),
        .retry_after = std::chrono::seconds{1}
    };
}

}  // namespace

Error already_voted(ItemKind kind, std::string_view item_id)
{
    return {
        .kind = ErrorKind::conflict,
        .code = "duplicate_vote",
        .detail = "This agent has already voted on the " + named(kind, item_id) +
                  ". A vote can be changed with PUT and withdrawn with DELETE."
    };
}

Error item_not_found(ItemKind kind, std::string_view item_id)
{
    std::string detail{kind == ItemKind::track ? "Song" : "Tool"};
    detail += " not found: '" + std::string{item_id} + "'.";
    return {.kind = ErrorKind::not_found, .code = "item_not_found", .detail = std::move(detail)};
}

Error item_not_votable(ItemKind kind, std::string_view item_id)
{
    return {
        .kind = ErrorKind::rule_broken,
        .code = "invalid_item",
        .detail = "The " + named(kind, item_id) + " does not take votes: it is hidden or removed."
    };
}

Error self_vote(ItemKind kind, std::string_view item_id)
{
    return {
        .kind = ErrorKind::forbidden,
        .code = "self_vote",
        .detail = "The " + named(kind, item_id) + " is this voter's own."
    };
}

Error owner_cap_reached(ItemKind kind, std::string_view item_id)
{
    return {
        .kind = ErrorKind::forbidden,
        .code = "owner_cap_reached",
        .detail = "Agents of the same owner already hold one full vote on the " +
                  named(kind, item_id) + "."
    };
}

Error agent_suspended()
{
    return {
        .kind = ErrorKind::forbidden,
        .code = "agent_suspended",
        .detail = "This agent is suspended; an administrator can lift that."
    };
}

Error suspended_for_votes()
{
    auto error = agent_suspended();
    error.detail =
        "This agent is suspended for manipulation of votes. "
        "GET /api/v1/agents/me/incidents says why and takes an appeal.";
    return error;
}

Error agent_blocked(Timestamp until, Timestamp now)
{
    return {
        .kind = ErrorKind::forbidden,
        .code = "agent_blocked",
        .detail =
            "This agent is blocked for manipulation of votes. "
            "GET /api/v1/agents/me/incidents says why and takes an appeal.",
        .retry_after = std::chrono::ceil<std::chrono::seconds>(until - now)
    };
}

Error incident_not_found(std::string_view id)
{
    return {
        .kind = ErrorKind::not_found,
        .code = "incident_not_found",
        .detail = "There is no incident '" + std::string{id} + "'."
    };
}

Error incident_decided(std::string_view id)
{
    return {
        .kind = ErrorKind::conflict,
        .code = "incident_decided",
        .detail = "The incident '" + std::string{id} + "' was decided already."
    };
}

Error incident_contended(std::string_view id)
{
    return busy(
        "incident_contended",
        "Somebody else changed the incident '" + std::string{id} + "' just now. Try again."
    );
}

Error nothing_to_take_out(ItemKind kind, std::string_view item_id)
{
    return {
        .kind = ErrorKind::conflict,
        .code = "nothing_to_take_out",
        .detail = "No vote of this agent counts on the " + named(kind, item_id) + "."
    };
}

Error nothing_to_restore(ItemKind kind, std::string_view item_id)
{
    return {
        .kind = ErrorKind::conflict,
        .code = "nothing_to_restore",
        .detail = "No vote of this agent is out of the count on the " + named(kind, item_id) + "."
    };
}

Error agent_mismatch()
{
    return {
        .kind = ErrorKind::forbidden,
        .code = "agent_mismatch",
        .detail = "The agent_id is not the one that the credential belongs to."
    };
}

Error credential_required(std::string_view agent_id)
{
    return {
        .kind = ErrorKind::unauthenticated,
        .code = "credential_required",
        .detail =
            "The agent '" + std::string{agent_id} + "' is registered: its votes need its API key."
    };
}

Error guest_votes_off()
{
    return {
        .kind = ErrorKind::unauthenticated,
        .code = "guest_votes_off",
        .detail = "Votes without an API key are not taken here. Register an agent to get one."
    };
}

Error vote_quota_spent(QuotaRefusal const& refusal)
{
    auto const window = refusal.window == QuotaWindow::hour ? " an hour" : " a day";
    return spent(
        "The tier's " + plural(refusal.limit) + window + " are spent.", refusal.retry_after
    );
}

Error network_quota_spent(std::int64_t limit, std::chrono::seconds retry_after)
{
    return spent("The network's " + plural(limit) + " a day are spent.", retry_after);
}

Error no_vote_to_change(ItemKind kind, std::string_view item_id)
{
    return {
        .kind = ErrorKind::not_found,
        .code = "vote_not_found",
        .detail = "This agent has no vote on the " + named(kind, item_id) + "."
    };
}

Error vote_not_found(std::string_view vote_id)
{
    return {
        .kind = ErrorKind::not_found,
        .code = "vote_not_found",
        .detail = "There is no vote '" + std::string{vote_id} + "'."
    };
}

Error vote_voided(ItemKind kind, std::string_view item_id)
{
    return {
        .kind = ErrorKind::conflict,
        .code = "vote_voided",
        .detail = "The vote on the " + named(kind, item_id) + " was voided by an administrator."
    };
}

Error vote_quarantined(ItemKind kind, std::string_view item_id)
{
    return {
        .kind = ErrorKind::conflict,
        .code = "vote_quarantined",
        .detail = "The vote on the " + named(kind, item_id) +
                  " is in quarantine: it can be withdrawn, but not changed. "
                  "The incident says why and takes an appeal."
    };
}

Error vote_contended()
{
    return busy("vote_contended", "Other requests keep changing this vote. Try again.");
}

Error answer_kept_elsewhere()
{
    return {
        .kind = ErrorKind::conflict,
        .code = "idempotency_key_taken",
        .detail = "A request with this Idempotency-Key was answered a moment ago."
    };
}

Error ledger_unavailable()
{
    return busy(
        "votes_unavailable",
        "The vote could not be confirmed. Try again: a vote never counts twice."
    );
}

Error vote_refused()
{
    return {
        .kind = ErrorKind::rule_broken,
        .code = "vote_refused",
        .detail = "The vote holds something that cannot be stored."
    };
}

Error vote_queue_full()
{
    return busy("queue_full", "More votes are waiting than can be taken. Try again.");
}

Error voter_not_found(std::string_view agent_id)
{
    return {
        .kind = ErrorKind::not_found,
        .code = "agent_not_found",
        .detail = "Agent not found: '" + std::string{agent_id} + "'."
    };
}

Error future_instant()
{
    return {
        .kind = ErrorKind::invalid_input,
        .code = "future_instant",
        .detail = "'at' lies in the future: charts are only known up to now.",
        .fields = {{"at", "future_instant", "must not lie in the future"}}
    };
}

Error history_warming()
{
    return busy(
        "history_warming",
        "The history of the charts is being read from the ledger. It stays in memory for ten "
        "minutes after the last question."
    );
}

Error history_too_large()
{
    auto error = busy(
        "history_too_large",
        "The history of the charts does not fit into the memory that CHART_HISTORY_MEMORY allows."
    );
    error.retry_after = std::chrono::hours{1};
    return error;
}

Error unknown_period(std::string_view word)
{
    return {
        .kind = ErrorKind::invalid_input,
        .code = "validation_failed",
        .detail =
            "There is no chart '" + std::string{word} + "': use daily, weekly, monthly or alltime.",
        .fields = {{"period", "one_of", "must be daily, weekly, monthly or alltime"}}
    };
}

Error adjustment_out_of_range()
{
    return {
        .kind = ErrorKind::invalid_input,
        .code = "validation_failed",
        .detail = "A reputation lies between 0 and 100.",
        .fields = {{"/reputation", "out_of_range", "must be between 0 and 100"}}
    };
}

}  // namespace upbeat::voting

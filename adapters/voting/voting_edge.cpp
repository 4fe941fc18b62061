#include <upbeat/adapters/voting/voting_edge.hpp>

#include <upbeat/adapters/http/problem.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>
#include <upbeat/domain/voting/quota.hpp>

namespace upbeat::voting {

Result<Voter> voter_of(
    VotingEdge const& edge, http::Context const& context, std::optional<std::string> const& agent_id
)
{
    auto const& actor = context.actor;
    if (actor.is_agent()) {
        if (agent_id && *agent_id != actor.id) {
            return fail(agent_mismatch());
        }
        return RegisteredVoter{
            .num = actor.voter,
            .agent_id = actor.id,
            .tier = actor.tier,
            .suspended = actor.suspended
        };
    }
    if (!actor.is_anonymous()) {
        return fail(http::not_permitted("agents"));
    }
    if (!agent_id) {
        return fail(http::credential_missing());
    }
    if (!edge.policy.guest_votes) {
        return fail(guest_votes_off());
    }
    return GuestVoter{.agent_id = *agent_id};
}

std::uint64_t network_of(VotingEdge const& edge, http::Context const& context)
{
    if (context.limits_exempt || !context.client.known()) {
        return 0;
    }
    constexpr unsigned kPrefix = 64;
    auto const whole = context.client.family() == http::IpAddress::Family::v4;
    auto const network = whole ? context.client : context.client.network(kPrefix);
    auto const text = std::to_string(day_of(context.now)) + ' ' + network.to_text();
    auto const hash = edge.keyed_hash(text);
    return hash == 0 ? 1 : hash;
}

VoteNote note_of(NoteFields const& fields)
{
    VoteNote note{.comment = fields.comment, .reasoning = fields.reasoning};
    if (fields.confidence) {
        note.confidence = ten_thousandths(*fields.confidence);
    }
    return note;
}

IdempotencyRow kept_row(platform::IdempotencyTicket const& ticket, platform::KeptAnswer answer)
{
    return {
        .owner = ticket.owner,
        .key = ticket.key,
        .fingerprint = ticket.fingerprint,
        .status = answer.status,
        .content_type = std::move(answer.content_type),
        .body = std::move(answer.body)
    };
}

}  // namespace upbeat::voting

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/call.hpp>
#include <upbeat/adapters/http/context.hpp>
#include <upbeat/adapters/voting/score_streams.hpp>
#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/voting/chart_archive.hpp>
#include <upbeat/application/voting/moderation.hpp>
#include <upbeat/application/voting/vote_queue.hpp>
#include <upbeat/application/voting/voting.hpp>
#include <upbeat/domain/voting/chart.hpp>
#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {

// What the voting endpoints need. Everything lives longer than they do and is safe to use from any
// thread.
struct VotingEdge {
    Voting& voting;
    ChartArchive& archive;
    PastLedger& past;
    ReputationAdjustments& adjustments;
    Incidents& incidents;
    ItemCards& cards;
    Clock const& clock;
    VoteQueue& queue;
    Ledger& ledger;
    VoterDirectory& voters;
    VotePolicy const& policy;
    contracts::AuditLog& audit;
    ScoreStreams& streams;
    Moderation* moderation;
    // A keyed 64-bit hash. It stands for a client's network in the ledger, where the address itself
    // is not kept.
    std::function<std::uint64_t(std::string_view)> keyed_hash;
    // Votes an item needs in a top list, where the request does not say.
    std::int64_t top_min_votes = kDefaultMinVotes;
};

// Who votes: the credential says it, and an `agent_id` must agree with it. Without a credential it
// is a guest's claim, where guests may vote.
Result<Voter> voter_of(
    VotingEdge const& edge, http::Context const& context, std::optional<std::string> const& agent_id
);

// The client's network of this UTC day as one number: an IPv4 address, or the /64 of an IPv6
// address. 0 for clients that are not counted.
std::uint64_t network_of(VotingEdge const& edge, http::Context const& context);

// What somebody said beside the vote.
struct NoteFields {
    std::optional<std::string> comment{};
    std::optional<std::string> reasoning{};
    std::optional<double> confidence{};  // 0..1
};
VoteNote note_of(NoteFields const& fields);

// The record of an answer under its Idempotency-Key.
IdempotencyRow kept_row(platform::IdempotencyTicket const& ticket, platform::KeptAnswer answer);

// Queues one intent and answers when its fate is durable; `present` makes the answer of a receipt.
template <class Out, class Present>
void submit(
    VotingEdge const& edge,
    http::Context const& context,
    VoteIntent intent,
    http::Reply<Out> const& reply,
    Present present
)
{
    VoteGroup group;
    group.intents.push_back(std::move(intent));
    if (context.idempotency) {
        group.answer = [ticket = *context.idempotency, reply, present](auto const& results
                       ) -> std::optional<IdempotencyRow> {
            if (!results.front()) {
                return std::nullopt;
            }
            return kept_row(ticket, reply.kept(present(*results.front())));
        };
    }
    auto done = [reply, present](std::vector<Result<VoteReceipt>> results) {
        auto const& result = results.front();
        reply(result ? Result<Out>{present(*result)} : Result<Out>{fail(result.error())});
    };
    if (!edge.queue.submit(std::move(group), std::move(done))) {
        reply(fail(vote_queue_full()));
    }
}

}  // namespace upbeat::voting

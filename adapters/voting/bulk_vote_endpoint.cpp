#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/problem.hpp>
#include <upbeat/adapters/voting/bulk_items.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/adapters/voting/vote_failures.hpp>

namespace upbeat::voting {
namespace {

struct BulkBody {
    std::vector<BulkItem> votes{};
    std::optional<std::string> agent_id{};
};

// The votes of one request on their way: which of them were queued, and what is known of the rest.
struct Bulk {
    std::vector<BulkItem> items{};
    std::vector<std::size_t> queued{};  // places of the intents

    BulkAnswer answer(std::vector<Result<VoteReceipt>> const& results) const
    {
        BulkAnswer answer;
        for (std::size_t i = 0; i < items.size(); ++i) {
            answer.results.push_back(
                {.index = static_cast<std::int64_t>(i),
                 .outcome = fail(items[i].problem.value_or(vote_refused()))}
            );
        }
        for (std::size_t i = 0; i < queued.size(); ++i) {
            answer.results[queued[i]].outcome = results[i];
        }
        return answer;
    }
};

VoteGroup group_of(
    VotingEdge const& edge, http::Context const& context, Voter const& voter, Bulk& bulk
)
{
    VoteGroup group;
    auto const network = network_of(edge, context);
    for (std::size_t i = 0; i < bulk.items.size(); ++i) {
        auto const& item = bulk.items[i];
        if (item.problem) {
            continue;
        }
        bulk.queued.push_back(i);
        group.intents.push_back(
            {.kind = item.item.kind,
             .item_id = item.item_id,
             .voter = voter,
             .operation = Operation::cast,
             .direction = item.vote.direction,
             .note = note_of(item.note),
             .network = network}
        );
    }
    return group;
}

// A repeat of the request should get the same answer, unless it may fare better.
bool worth_keeping(std::vector<Result<VoteReceipt>> const& results)
{
    bool accepted = false;
    for (auto const& result : results) {
        if (!result && result.error().kind == ErrorKind::unavailable) {
            return false;
        }
        accepted = accepted || result.has_value();
    }
    return accepted;
}

void submit_bulk(
    VotingEdge const& edge,
    http::Context const& context,
    BulkBody&& body,
    http::Reply<BulkAnswer> const& reply
)
{
    auto const voter = voter_of(edge, context, body.agent_id);
    if (!voter) {
        return reply(fail(voter.error()));
    }
    auto const bulk = std::make_shared<Bulk>();
    bulk->items = std::move(body.votes);
    auto group = group_of(edge, context, *voter, *bulk);
    if (group.intents.empty()) {
        return reply(bulk->answer({}));
    }
    if (context.idempotency) {
        group.answer = [ticket = *context.idempotency, reply, bulk](auto const& results
                       ) -> std::optional<IdempotencyRow> {
            return worth_keeping(results)
                       ? std::optional{kept_row(ticket, reply.kept(bulk->answer(results)))}
                       : std::nullopt;
        };
    }
    auto done = [reply, bulk](std::vector<Result<VoteReceipt>> const& results) {
        // Another node keeps the answer of a request with this key: it is to be given, or none.
        auto const kept = answer_kept_elsewhere();
        auto const taken = std::ranges::find_if(results, [&kept](auto const& result) {
            return !result && result.error().code == kept.code;
        });
        taken != results.end() ? reply(fail(kept)) : reply(bulk->answer(results));
    };
    if (!edge.queue.submit(std::move(group), std::move(done))) {
        reply(fail(vote_queue_full()));
    }
}

}  // namespace

http::Endpoints bulk_vote_endpoints(VotingEdge const& edge)
{
    constexpr std::size_t kBodyLimit = 2 * 1024 * 1024;
    auto body = http::object<BulkBody>(
                    http::field(
                        "votes",
                        &BulkBody::votes,
                        bulk_item_reader(),
                        http::min_items(1),
                        http::max_items(kMostBulkVotes)
                    ),
                    http::field("agent_id", &BulkBody::agent_id, http::id_text())
    )
                    .named("BulkVotes");
    return {http::post("/api/v1/votes/bulk")
                .operation("submitVotes")
                .tag("voting")
                .summary("Vote on up to 500 items at once")
                .description("Every vote has its own result, in the order of the request: the "
                             "status and code it would have had on its own. One that is wrong "
                             "does not touch the others.")
                .auth(http::Auth::agent)
                .idempotent()
                .body_limit(kBodyLimit)
                .body_example(R"({"votes":[{"item_type":"song","item_id":"song-1","vote":"up"}]})")
                .body(std::move(body))
                .returns(200, bulk_presenter())
                .fails_with(vote_failures())
                .batched([&edge](
                             http::Context const& context,
                             BulkBody&& votes,
                             http::Reply<BulkAnswer> const& reply
                         ) { submit_bulk(edge, context, std::move(votes), reply); })};
}

}  // namespace upbeat::voting

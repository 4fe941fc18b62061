#include <upbeat/adapters/voting/bulk_items.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

#include <upbeat/adapters/http/problem.hpp>

namespace upbeat::voting {

struct BulkItemReader::Fields {
    ItemWord item{};
    std::string item_id{};
    VoteWord vote{};
    std::optional<std::string> comment{};
    std::optional<std::string> reasoning{};
    std::optional<double> confidence{};
};

BulkItemReader::BulkItemReader()
    : schema_{http::object<Fields>(
                  http::field("target_type", &Fields::item, http::also_named("item_type")),
                  http::field(
                      "target_id", &Fields::item_id, item_id_reader(), http::also_named("item_id")
                  ),
                  http::field("vote", &Fields::vote),
                  http::field("comment", &Fields::comment, http::max_length(kMaxComment)),
                  http::field("reasoning", &Fields::reasoning, http::max_length(kMaxReasoning)),
                  http::field("confidence", &Fields::confidence, http::between(0, 1))
      )
                  .named("BulkVote")}
{
}

void BulkItemReader::read(
    http::JsonValue const& value, http::Spot const& spot, http::InputProblems&, BulkItem& out
) const
{
    http::InputProblems own;
    Fields fields;
    schema_.read(value, spot, own, fields);
    if (!own.empty()) {
        out.problem = http::validation_failed(own.take());
        return;
    }
    out = {
        .item = std::move(fields.item),
        .item_id = std::move(fields.item_id),
        .vote = fields.vote,
        .note = {std::move(fields.comment), std::move(fields.reasoning), fields.confidence}
    };
}

http::JsonSchema BulkItemReader::describe() const
{
    return schema_.describe();
}

BulkItemReader bulk_item_reader()
{
    return {};
}

namespace {

using http::leave_out_null;
using http::out;

// What a vote would have been answered with on its own.
std::int64_t status_of(BulkResult const& result)
{
    constexpr std::int64_t kCreated = 201;
    return result.outcome ? kCreated : http::status_of(result.outcome.error().kind);
}

template <class Get>
auto of_receipt(Get get)
{
    using Value = std::remove_cvref_t<std::invoke_result_t<Get, VoteReceipt const&>>;
    return [get](BulkResult const& result) -> std::optional<Value> {
        return result.outcome ? std::optional<Value>{get(*result.outcome)} : std::nullopt;
    };
}

template <class Get>
auto of_error(Get get)
{
    using Value = std::remove_cvref_t<std::invoke_result_t<Get, Error const&>>;
    return [get](BulkResult const& result) -> std::optional<Value> {
        return result.outcome ? std::nullopt : std::optional<Value>{get(result.outcome.error())};
    };
}

http::Presenter<FieldProblem> problem_presenter()
{
    return http::presenter<FieldProblem>(
        "",
        out("pointer", &FieldProblem::pointer),
        out("code", &FieldProblem::code),
        out("message", &FieldProblem::message)
    );
}

// Nothing where there are none.
std::optional<std::vector<FieldProblem>> problems_of(BulkResult const& result)
{
    return result.outcome || result.outcome.error().fields.empty()
               ? std::nullopt
               : std::optional{result.outcome.error().fields};
}

http::Presenter<BulkResult> result_presenter()
{
    return http::presenter<BulkResult>(
        "BulkVoteResult",
        out("index", &BulkResult::index),
        out("status", status_of),
        out("accepted", [](BulkResult const& result) { return result.outcome.has_value(); }),
        out("code", of_error([](Error const& error) { return error.code; }), leave_out_null),
        out("detail", of_error([](Error const& error) { return error.detail; }), leave_out_null),
        out("errors", problems_of, problem_presenter(), leave_out_null),
        out("vote_id",
            of_receipt([](VoteReceipt const& receipt) { return receipt.id.text(); }),
            leave_out_null),
        out("item_type",
            of_receipt([](VoteReceipt const& receipt) { return vote_word(receipt.kind); }),
            leave_out_null),
        out("item_id",
            of_receipt([](VoteReceipt const& receipt) { return receipt.item_id; }),
            leave_out_null),
        out("direction",
            of_receipt([](VoteReceipt const& receipt) { return to_word(receipt.direction); }),
            leave_out_null),
        out("weight_applied",
            of_receipt([](VoteReceipt const& receipt) { return receipt.weight.as_number(); }),
            leave_out_null),
        out("new_score",
            of_receipt([](VoteReceipt const& receipt) { return receipt.tally.score(); }),
            leave_out_null),
        out("timestamp",
            of_receipt([](VoteReceipt const& receipt) { return receipt.at; }),
            leave_out_null)
    );
}

std::int64_t accepted(BulkAnswer const& answer)
{
    return std::ranges::count_if(answer.results, [](BulkResult const& one) {
        return one.outcome.has_value();
    });
}

std::int64_t count_of(BulkAnswer const& answer)
{
    return static_cast<std::int64_t>(answer.results.size());
}

}  // namespace

http::Presenter<BulkAnswer> bulk_presenter()
{
    return http::presenter<BulkAnswer>(
        "BulkVoteResults",
        out("count", count_of),
        out("accepted", accepted),
        out("rejected",
            [](BulkAnswer const& answer) { return count_of(answer) - accepted(answer); }),
        out("results", &BulkAnswer::results, result_presenter())
    );
}

}  // namespace upbeat::voting

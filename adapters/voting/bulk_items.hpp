#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>
#include <upbeat/adapters/voting/voting_edge.hpp>
#include <upbeat/application/voting/vote_receipt.hpp>

namespace upbeat::voting {

inline constexpr std::size_t kMostBulkVotes = 500;

// One vote of a bulk request. What is wrong with it is kept with it instead of failing the others.
struct BulkItem {
    ItemWord item{};
    std::string item_id{};
    VoteWord vote{};
    NoteFields note{};
    std::optional<Error> problem{};
};

struct BulkResult {
    std::int64_t index = 0;
    Result<VoteReceipt> outcome{};
};

struct BulkAnswer {
    std::vector<BulkResult> results{};
};

// Reads one vote; never a problem of the whole request.
class BulkItemReader {
   public:
    using Value = BulkItem;

    BulkItemReader();
    void read(http::JsonValue const&, http::Spot const&, http::InputProblems&, BulkItem& out) const;
    http::JsonSchema describe() const;

   private:
    struct Fields;
    http::Schema<Fields> schema_;
};
BulkItemReader bulk_item_reader();

http::Presenter<BulkAnswer> bulk_presenter();

}  // namespace upbeat::voting

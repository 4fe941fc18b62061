#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <upbeat/apps/replay/followed_ledger.hpp>
#include <upbeat/apps/replay/listings.hpp>
#include <upbeat/apps/replay/node.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::apps {

// Where a node shows something else than the ledger gives.
struct NodeDifference {
    std::string where;   // "song-1 on page 1 of the tracks"
    std::string field;   // as the API names it
    std::string node;    // what the node shows
    std::string ledger;  // what the ledger gives
};

struct NodeReport {
    std::size_t lists = 0;  // that are the same on both sides
    std::size_t rows = 0;   // in them
    // Lists that could not be compared, because votes kept moving them.
    std::vector<std::string> unsettled{};
    std::optional<NodeDifference> difference{};
};

// Holds the lists that a running node shows against the ledger.
//
// A node does not say up to which vote its answer goes, so each answer is held against all states
// between two readings of the ledger: one that is so old that the node must have it, and one from
// after the answer. Only what no state in between explains is a difference, and only if it is found
// again and again; a node needs a moment to hear of what another one wrote.
class CompareNode {
   public:
    using Progress = std::function<void(std::size_t done, std::size_t total)>;
    using Sleep = std::function<void(std::chrono::milliseconds)>;

    CompareNode(Node const& node, FollowedLedger& ledger, Sleep sleep);

    // Ends at the first difference. Errors: those of Node.
    Result<NodeReport> execute(std::size_t items, Progress const& progress = {});

   private:
    // What one look at a list found.
    struct Look {
        std::size_t rows = 0;
        std::optional<NodeDifference> difference{};
        bool proven = false;  // votes that came meanwhile do not explain it
    };

    Result<Look> look_again_and_again(Listing const& listing);
    Result<Look> look(Listing const& listing, std::chrono::milliseconds before_asking);

    Node const& node_;
    FollowedLedger& ledger_;
    Sleep sleep_;
};

}  // namespace upbeat::apps

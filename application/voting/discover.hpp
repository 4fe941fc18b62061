#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <upbeat/application/voting/item_cards.hpp>
#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/voter_directory.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/voting/discovery_queue.hpp>

namespace upbeat::voting {

struct DiscoverQuery {
    VoterNum voter{};
    std::optional<ItemKind> kind{};  // none: mixed
    std::size_t limit = 10;          // 1..50
    // Hard filters.
    std::optional<std::string> genre{};
    std::optional<std::string> mood{};
    std::optional<std::string> category{};
    std::optional<std::string> platform{};
    std::uint64_t seed = 0;  // of the random tie-break
};

struct DiscoveredItem {
    ItemCard card{};
    Tally tally{};
    bool preferred = false;
};

struct DiscoverStats {
    std::int64_t total_items = 0;
    std::int64_t voted_items = 0;
    std::int64_t unvoted_items = 0;
};

struct DiscoverPage {
    std::vector<DiscoveredItem> items{};
    std::int64_t preferences_matched = 0;
    DiscoverStats stats{};
};

struct DiscoverPorts {
    VotingState const& state;
    Ledger& ledger;
    ItemCards& cards;
    VoterDirectory& voters;
};

// What a voter might vote on next: nothing it has voted on, nothing of its own; what it prefers
// first, then what has the fewest votes, ties at random. Candidates come from memory; the ledger is
// asked only for the keys of those. Thread-safe, as the ports are.
class Discover {
   public:
    explicit Discover(DiscoverPorts const& ports) : ports_{ports} {}

    DiscoverPage execute(DiscoverQuery const& query);

   private:
    std::vector<DiscoveryCandidate> unvoted(
        DiscoverQuery const& query, ItemKind kind, Preferences const& likes
    );
    DiscoverPage page_of(DiscoverQuery const& query, std::vector<DiscoveryCandidate> const& chosen);

    DiscoverPorts ports_;
};

}  // namespace upbeat::voting

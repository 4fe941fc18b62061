#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <upbeat/domain/voting/voting_projection.hpp>

namespace upbeat::voting {

// What items to offer. The filters are hard; the preferences only come first.
struct DiscoveryWish {
    ItemKind kind = ItemKind::track;
    OwnerNum not_of{};                   // whose items are left out; 0: nobody's
    std::optional<std::string> genre{};  // or a tool's category
    std::optional<std::string> mood{};
    std::optional<std::string> platform{};
    std::vector<std::string> liked_genres{};
    std::vector<std::string> liked_moods{};
    std::vector<std::string> liked_platforms{};
    std::uint64_t seed = 0;  // equal votes are ordered at random, the same for the same seed
};

struct DiscoveryCandidate {
    ItemNum item{};
    Slot slot = 0;
    std::int64_t votes = 0;
    bool liked = false;
};

// At most `count` live items: liked ones first, then by fewest votes, ties by the seed. Exact while
// an item's label has at most 20 000 live items, or the wish names none; beyond that it looks at
// the 20 000 items with the fewest votes.
std::vector<DiscoveryCandidate> discovery_candidates(
    VotingProjection const& projection, DiscoveryWish const& wish, std::size_t count
);

}  // namespace upbeat::voting

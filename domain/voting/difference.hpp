#pragma once

#include <optional>
#include <string>

#include <upbeat/domain/voting/voting_projection.hpp>

namespace upbeat::voting {

// Where two projections of one ledger part.
struct Difference {
    std::string where{};  // "item 7 (song-1)", "voter 3", "daily chart of tracks, place 2"
    std::string field{};
    std::string first{};   // the value of the first projection
    std::string second{};  // and of the second
};

// The first difference in the order: items by slot of `a`, voters by slot of `a`, networks, then
// charts. Nothing if they hold the same. Both at the same hour.
std::optional<Difference> first_difference(VotingProjection const& a, VotingProjection const& b);

}  // namespace upbeat::voting

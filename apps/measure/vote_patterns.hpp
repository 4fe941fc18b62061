#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/apps/measure/load_client.hpp>

namespace upbeat::apps {

// Who votes on what next: the places of an agent and a track, both from 0. Never gives a pair twice
// in its life, since a vote that stands already is refused.
using VotePattern = std::function<std::pair<std::int64_t, std::int64_t>()>;

// Every track in turn, agents mixed: neighbouring votes have nothing in common.
VotePattern uniform_votes(std::int64_t agents, std::int64_t tracks);

// One track until every agent has voted on it, then the next.
VotePattern hot_votes(std::int64_t agents, std::int64_t tracks);

// Tracks by Zipf's law with exponent 1, the most wanted first; on each, agents in mixed order. A
// track on which all have voted hands its votes to the next one.
VotePattern zipf_votes(std::int64_t agents, std::int64_t tracks);

// The same votes on the tracks that come after the first so many.
VotePattern on_tracks_after(std::int64_t first, VotePattern pattern);

// The requests of a pattern by the demo's agents, whose keys these are, on the demo's tracks.
// Copies go on where the others are. The keys outlive it.
RequestSource vote_requests(VotePattern pattern, std::vector<std::string> const& keys);

}  // namespace upbeat::apps

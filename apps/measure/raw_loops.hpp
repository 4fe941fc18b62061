#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <upbeat/apps/measure/figures.hpp>
#include <upbeat/apps/measure/vote_patterns.hpp>

namespace upbeat::apps {

// The yardsticks of the vote path: a loop that does nothing but send batches of ready votes to an
// empty ledger, with the very statement and durability of the server, on one connection of the
// engine's own library. Votes a second over `seconds`.
using RawLoop = std::function<Sample(int seconds)>;

RawLoop raw_postgres_loop(std::string const& url, int batch, VotePattern pattern);
RawLoop raw_sqlite_loop(std::string const& file, int batch, VotePattern pattern);

// What the loops write of a column that is no key: the commonest vote, an upvote of weight 0.1.
// Null stands for a missing note.
char const* plain_value_of(std::string const& column);

}  // namespace upbeat::apps

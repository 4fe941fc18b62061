#pragma once

#include <cstdint>
#include <map>

namespace upbeat::voting {

// How far each writer's own sequence has been read or folded: the greatest seq, by writer. Since a
// writer commits in the order of its sequence, "after these positions" misses nothing.
using WriterPositions = std::map<std::int32_t, std::int64_t>;

}  // namespace upbeat::voting

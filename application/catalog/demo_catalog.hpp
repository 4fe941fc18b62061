#pragma once

#include <cstdint>
#include <vector>

#include <upbeat/application/catalog/catalog_records.hpp>

namespace upbeat::catalog {

// Invented content, marked as demo: the same seed and instant always give the same records, and
// the n-th record does not depend on how many are asked for. Titles are plain words put together;
// addresses lead to example domains or to the front of a platform.
class DemoCatalog {
   public:
    static constexpr std::uint64_t kTracks = 68;
    static constexpr std::uint64_t kTools = 12;

    // Everything is created in the thirty days before `now`.
    DemoCatalog(std::uint64_t seed, Timestamp now) : seed_{seed}, now_{now} {}

    // "demo-track-1" and so on.
    TrackRecord track(std::uint64_t number) const;
    ToolRecord tool(std::uint64_t number) const;

    // The items that examples and documentation refer to: song-1, song-2 and tool-1.
    static std::vector<TrackRecord> seed_tracks(Timestamp now);
    static std::vector<ToolRecord> seed_tools(Timestamp now);

   private:
    std::uint64_t seed_;
    Timestamp now_;
};

}  // namespace upbeat::catalog

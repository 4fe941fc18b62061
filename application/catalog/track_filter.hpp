#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <upbeat/domain/catalog/status.hpp>

namespace upbeat::catalog {

// Which tracks are wanted: one of the words of each list, all of the conditions. Words are in their
// canonical form (slugs, platform keys); an empty list or text asks nothing.
struct TrackFilter {
    std::vector<std::string> genres{};
    std::vector<std::string> moods{};
    std::vector<std::string> platforms{};
    std::optional<std::int64_t> min_price{};  // minor units, inclusive
    std::optional<std::int64_t> max_price{};
    std::optional<int> bpm_min{};
    std::optional<int> bpm_max{};
    std::string tag{};
    std::string owner_id{};
    std::string text{};  // each of its words in title, artist or tags, in any letter case
    std::optional<Status> status = Status::live;  // nothing: any
};

struct ToolFilter {
    std::vector<std::string> categories{};
    std::string text{};
    std::optional<Status> status = Status::live;
};

enum class TrackSort : unsigned char { newest, top, trending, votes };

}  // namespace upbeat::catalog

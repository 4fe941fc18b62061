#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <upbeat/domain/catalog/tool.hpp>
#include <upbeat/domain/catalog/track.hpp>

namespace upbeat::catalog {

// One track as an import brings it. With an id it replaces what the catalogue has under that id;
// without one it is new every time.
struct TrackRecord {
    std::optional<std::string> id{};
    TrackFields fields{};
    std::optional<std::string> owner_id{};  // an agent that exists, else the record is refused
    std::optional<Status> status{};
    std::optional<Timestamp> created_at{};
    bool demo = false;
};

struct ToolRecord {
    std::optional<std::string> id{};
    ToolFields fields{};
    std::optional<std::string> owner_id{};
    std::optional<Status> status{};
    std::optional<Timestamp> created_at{};
    bool demo = false;
};

// What became of each record of an import, in its order.
enum class Outcome : unsigned char { created, updated, unchanged, refused };

struct RecordOutcome {
    Outcome outcome = Outcome::refused;
    std::string id{};
    std::optional<Error> error{};  // of a refused one
};

}  // namespace upbeat::catalog

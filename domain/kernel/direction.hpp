#pragma once

#include <optional>
#include <string_view>

namespace upbeat {

// Which way a vote points; the values are those that sums and the ledger use.
enum class Direction : signed char { down = -1, abstain = 0, up = 1 };

constexpr int sign(Direction direction)
{
    return static_cast<int>(direction);
}

// Accepts "up", "down" and "abstain", exactly.
constexpr std::optional<Direction> parse_direction(std::string_view word)
{
    if (word == "up") {
        return Direction::up;
    }
    if (word == "down") {
        return Direction::down;
    }
    if (word == "abstain") {
        return Direction::abstain;
    }
    return std::nullopt;
}

constexpr std::string_view to_word(Direction direction)
{
    switch (direction) {
        case Direction::up: return "up";
        case Direction::down: return "down";
        case Direction::abstain: return "abstain";
    }
    return "abstain";
}

}  // namespace upbeat

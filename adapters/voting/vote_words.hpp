#pragma once

#include <string>

#include <upbeat/adapters/http/schema.hpp>
#include <upbeat/domain/kernel/direction.hpp>
#include <upbeat/domain/kernel/item.hpp>

namespace upbeat::voting {

// A vote as somebody wrote it: "up", "down" and "abstain", or 1, -1 and 0. The answer repeats it
// in the same form.
struct VoteWord {
    Direction direction = Direction::abstain;
    bool as_number = false;
};

// An item's type as somebody wrote it: "song", "track" or "tool", in any letter case.
struct ItemWord {
    ItemKind kind = ItemKind::track;
    std::string word{};
};

inline constexpr std::size_t kMaxComment = 1'000;    // characters
inline constexpr std::size_t kMaxReasoning = 2'000;  // characters

// Reads an id: a text of 1 to 64 of [A-Za-z0-9._:-], or a whole number, which means its digits.
inline auto item_id_reader()
{
    return http::read_as<std::string>(
        http::describe_id(),
        [](http::JsonValue const& value) -> std::optional<std::string> {
            auto text = std::string{value.as_string().value_or(std::string_view{})};
            if (value.kind() == http::JsonValue::Kind::integer) {
                text = value.text();
            }
            return is_id(text) ? std::optional{std::move(text)} : std::nullopt;
        },
        "an id: 1 to 64 of [A-Za-z0-9._:-]"
    );
}

// The ten-thousandths of a number from 0 to 1, rounded.
std::int32_t ten_thousandths(double share);

// A sum of ten-thousandths as the number that is shown: two decimals.
double shown_score(std::int64_t weighted);

}  // namespace upbeat::voting

namespace upbeat::http {

template <>
struct Wire<voting::VoteWord> {
    static void read(JsonValue const&, Spot const&, InputProblems&, voting::VoteWord& out);
    static void write(JsonWriter& to, voting::VoteWord const& value);
    static JsonSchema describe();
};

template <>
struct Wire<voting::ItemWord> {
    static void read(JsonValue const&, Spot const&, InputProblems&, voting::ItemWord& out);
    static void write(JsonWriter& to, voting::ItemWord const& value) { to.string(value.word); }
    static JsonSchema describe();
};

}  // namespace upbeat::http

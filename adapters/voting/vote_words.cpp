#include <upbeat/adapters/voting/vote_words.hpp>

#include <cmath>

namespace upbeat::voting {

std::int32_t ten_thousandths(double share)
{
    return static_cast<std::int32_t>(std::lround(share * 10'000.0));
}

double shown_score(std::int64_t weighted)
{
    return static_cast<double>(std::llround(static_cast<double>(weighted) / 100.0)) / 100.0;
}

}  // namespace upbeat::voting

namespace upbeat::http {
namespace {

std::optional<Direction> direction_of(JsonValue const& value)
{
    if (auto const word = value.as_string()) {
        return parse_direction(*word);
    }
    auto const number = value.as_integer();
    return number && *number >= -1 && *number <= 1 ? std::optional{static_cast<Direction>(*number)}
                                                   : std::nullopt;
}

}  // namespace

void Wire<voting::VoteWord>::read(
    JsonValue const& value, Spot const& spot, InputProblems& problems, voting::VoteWord& out
)
{
    auto const direction = direction_of(value);
    if (!direction) {
        problems.add(
            spot, "not_one_of", "must be \"up\", \"down\" or \"abstain\", or one of 1, -1 and 0"
        );
        return;
    }
    out = {.direction = *direction, .as_number = !value.as_string()};
}

void Wire<voting::VoteWord>::write(JsonWriter& to, voting::VoteWord const& value)
{
    if (value.as_number) {
        to.integer(sign(value.direction));
    } else {
        to.string(to_word(value.direction));
    }
}

JsonSchema Wire<voting::VoteWord>::describe()
{
    auto words = JsonSchema::of("string");
    words.set("enum", R"(["up","down","abstain"])");
    auto numbers = JsonSchema::of("integer");
    numbers.set("enum", "[1,-1,0]");
    return JsonSchema::either({std::move(words), std::move(numbers)});
}

void Wire<voting::ItemWord>::read(
    JsonValue const& value, Spot const& spot, InputProblems& problems, voting::ItemWord& out
)
{
    auto const word = value.as_string();
    auto const kind = word ? parse_item_kind(*word) : std::nullopt;
    if (!kind) {
        problems.add(spot, "not_one_of", "must be \"song\", \"track\" or \"tool\"");
        return;
    }
    out = {.kind = *kind, .word = std::string{*word}};
}

JsonSchema Wire<voting::ItemWord>::describe()
{
    auto schema = JsonSchema::of("string");
    schema.set("enum", R"(["song","track","tool"])");
    return schema;
}

}  // namespace upbeat::http

#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/rule_application.hpp>
#include <upbeat/adapters/http/wire.hpp>

namespace upbeat::http {

// A reader for one place: `parse(JsonValue const&)` gives a V or nothing; `expectation` completes
// "must be ...". For unions: an integer or a word, a string or an array.
template <class V, class Parse>
struct ReadAs {
    using Value = V;
    JsonSchema schema;
    Parse parse;
    std::string expectation;

    void read(JsonValue const& value, Spot const& spot, InputProblems& problems, V& out) const
    {
        if (std::optional<V> parsed = parse(value)) {
            out = std::move(*parsed);
            return;
        }
        problems.add(spot, "malformed", "must be " + expectation);
    }
    JsonSchema describe() const { return schema; }
};
template <class V, class Parse>
ReadAs<V, Parse> read_as(JsonSchema schema, Parse parse, std::string expectation)
{
    return {std::move(schema), std::move(parse), std::move(expectation)};
}

// Words for an enumeration, both ways; the first word of a value is the one that is written.
template <class E>
class Words {
   public:
    using Value = E;
    Words(std::initializer_list<std::pair<std::string_view, E>> words) : words_{words} {}

    void read(JsonValue const& value, Spot const& spot, InputProblems& problems, E& out) const
    {
        if (auto const text = value.as_string()) {
            for (auto const& [word, meaning] : words_) {
                if (word == *text) {
                    out = meaning;
                    return;
                }
            }
        }
        problems.add(spot, "not_one_of", expected_words(listed()));
    }
    void write(JsonWriter& to, E value) const
    {
        for (auto const& [word, meaning] : words_) {
            if (meaning == value) {
                to.string(word);
                return;
            }
        }
        to.null();
    }
    JsonSchema describe() const { return describe_words(listed()); }

   private:
    std::vector<std::string_view> listed() const
    {
        std::vector<std::string_view> all;
        for (auto const& entry : words_) {
            all.push_back(entry.first);
        }
        return all;
    }

    std::vector<std::pair<std::string_view, E>> words_;  // words are literals
};
template <class E>
Words<E> words(std::initializer_list<std::pair<std::string_view, E>> list)
{
    return Words<E>{list};
}

}  // namespace upbeat::http

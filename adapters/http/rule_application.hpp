#pragma once

#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include <upbeat/adapters/http/wire.hpp>

namespace upbeat::http {

struct Violation {
    std::string code;
    std::string message;
};

std::string expected_words(std::vector<std::string_view> const& words);
JsonSchema describe_words(std::vector<std::string_view> const& words);

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

// The value a reader is for: what is left of a member's type without optional and vector.
template <class M>
struct Innermost {
    using type = M;
};
template <class M>
struct Innermost<std::optional<M>> : Innermost<M> {};
template <class M>
struct Innermost<std::vector<M>> : Innermost<M> {};

template <class R>
concept Reader = requires { typename R::Value; } && requires(R const& reader) {
    { reader.describe() } -> std::same_as<JsonSchema>;
};

template <class R, class V>
concept ReadsExactly = Reader<R> && std::same_as<typename R::Value, V>;

struct WireReader {};

// The reader among the rules of a field; without one, the type's own Wire.
template <class... Rules>
auto const& reader_among(std::tuple<Rules...> const& rules)
{
    if constexpr ((Reader<Rules> || ...)) {
        constexpr auto kIndex = [] {
            std::size_t index = 0;
            static_cast<void>(((Reader<Rules> ? true : (++index, false)) || ...));
            return index;
        }();
        return std::get<kIndex>(rules);
    } else {
        static constexpr WireReader kWire{};
        return kWire;
    }
}

// A parameter that stands for a list: repeated, or with commas.
std::vector<JsonValue> split_parameter(JsonValue const& value);

template <class R, class V>
void read_list(
    R const& reader,
    JsonValue const& value,
    Spot const& spot,
    InputProblems& problems,
    std::vector<V>& out
);

template <class R, class V>
void read_with(
    R const& reader, JsonValue const& value, Spot const& spot, InputProblems& problems, V& out
)
{
    if constexpr (ReadsExactly<R, V>) {
        reader.read(value, spot, problems, out);
    } else if constexpr (is_optional<V>) {
        if (value.is_null()) {
            out.reset();
            if constexpr (is_optional<typename V::value_type>) {
                out.emplace();  // there, and null: a patch that clears
            }
            return;
        }
        read_with(reader, value, spot, problems, out.emplace());
    } else if constexpr (is_vector<V>) {
        read_list(reader, value, spot, problems, out);
    } else {
        static_assert(
            std::same_as<R, WireReader>, "the reader reads another type than the member has"
        );
        Wire<V>::read(value, spot, problems, out);
    }
}

template <class R, class V>
void read_list(
    R const& reader,
    JsonValue const& value,
    Spot const& spot,
    InputProblems& problems,
    std::vector<V>& out
)
{
    out.clear();
    if (value.kind() == JsonValue::Kind::parameter) {
        for (auto const& part : split_parameter(value)) {
            read_with(reader, part, spot, problems, out.emplace_back());
        }
        return;
    }
    if (value.kind() != JsonValue::Kind::array) {
        report_wrong_type(value, spot, problems, "an array");
        return;
    }
    auto const items = value.items();
    out.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].kind() == JsonValue::Kind::parameter) {
            for (auto const& part : split_parameter(items[i])) {
                read_with(reader, part, spot, problems, out.emplace_back());
            }
            continue;
        }
        read_with(reader, items[i], spot.at(i), problems, out.emplace_back());
    }
}

template <class V, class R>
JsonSchema describe_with(R const& reader)
{
    if constexpr (ReadsExactly<R, V>) {
        return reader.describe();
    } else if constexpr (is_optional<V>) {
        auto schema = describe_with<typename V::value_type>(reader);
        schema.nullable = true;
        return schema;
    } else if constexpr (is_vector<V>) {
        return JsonSchema::array_of(describe_with<typename V::value_type>(reader));
    } else {
        return Wire<V>::describe();
    }
}

template <class Rule, class V>
concept Checks = requires(Rule const& rule, V const& value) {
    { rule.check(value) } -> std::same_as<std::optional<Violation>>;
};

template <class Rule, class V>
void check_rule(Rule const& rule, V const& value, Spot const& spot, InputProblems& problems)
{
    if constexpr (Checks<Rule, V>) {
        if (auto violation = rule.check(value)) {
            problems.add(spot, violation->code, std::move(violation->message));
        }
    } else if constexpr (is_optional<V>) {
        if (value) {
            check_rule(rule, *value, spot, problems);
        }
    } else if constexpr (is_vector<V>) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            check_rule(rule, value[i], spot.at(i), problems);
        }
    } else {
        static_assert(!requires { &Rule::check; }, "the rule does not fit the member's type");
    }
}

template <class V, class Rule>
void describe_rule(Rule const& rule, JsonSchema& schema)
{
    if constexpr (requires { rule.describe_field(schema); }) {
        rule.describe_field(schema);
    } else if constexpr (Checks<Rule, V>) {
        if constexpr (requires { rule.describe(schema); }) {
            rule.describe(schema);
        }
    } else if constexpr (is_optional<V>) {
        describe_rule<typename V::value_type>(rule, schema);
    } else if constexpr (is_vector<V>) {
        // A reader of its own may describe the list as something else than an array.
        if (!schema.items.empty()) {
            describe_rule<typename V::value_type>(rule, schema.items.front());
        }
    }
}

template <class Rule>
void add_names(Rule const& rule, std::vector<std::string>& names)
{
    if constexpr (requires { rule.names; }) {
        names.insert(names.end(), rule.names.begin(), rule.names.end());
    }
}

template <class V, class R>
void describe_default(JsonSchema& schema, V const& value, R const& reader)
{
    JsonWriter writer;
    if constexpr (requires { reader.write(writer, value); }) {
        reader.write(writer, value);
    } else if constexpr (Writes<V>) {
        Wire<V>::write(writer, value);
    }
    if (!writer.text().empty()) {
        schema.annotate("default", writer.text());
    }
}

}  // namespace detail
}  // namespace upbeat::http

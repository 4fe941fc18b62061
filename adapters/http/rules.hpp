#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/readers.hpp>
#include <upbeat/adapters/http/rule_application.hpp>
#include <upbeat/adapters/http/wire.hpp>

namespace upbeat::http {

// Rules check one aspect of a field and describe it in its schema. A rule applies to the first of
// these that it fits: the member itself, the value inside an optional, each element of a vector.

struct LengthRule {  // in Unicode code points
    std::size_t least = 0;
    std::size_t most = std::string::npos;
    std::optional<Violation> check(std::string const& text) const;
    void describe(JsonSchema& schema) const;
};
constexpr LengthRule min_length(std::size_t least)
{
    return {.least = least};
}
constexpr LengthRule max_length(std::size_t most)
{
    return {.most = most};
}
constexpr LengthRule length(std::size_t least, std::size_t most)
{
    return {least, most};
}

struct RangeRule {
    std::optional<double> least{};
    std::optional<double> most{};
    std::optional<Violation> check(double value) const;
    template <class N>
        requires std::integral<N> && (!std::same_as<N, bool>)
    std::optional<Violation> check(N value) const
    {
        return check(static_cast<double>(value));
    }
    std::optional<Violation> check(Decimal value) const
    {
        return check(static_cast<double>(value.hundredths) / 100.0);
    }
    std::optional<Violation> check(bool) const = delete;
    void describe(JsonSchema& schema) const;
};
constexpr RangeRule at_least(double least)
{
    return {.least = least};
}
constexpr RangeRule at_most(double most)
{
    return {.most = most};
}
constexpr RangeRule between(double least, double most)
{
    return {least, most};
}

struct ItemsRule {  // of a vector
    std::size_t least = 0;
    std::size_t most = std::string::npos;
    template <class T>
    std::optional<Violation> check(std::vector<T> const& values) const
    {
        return check_count(values.size());
    }
    std::optional<Violation> check_count(std::size_t count) const;
    void describe(JsonSchema& schema) const;
};
constexpr ItemsRule min_items(std::size_t least)
{
    return {.least = least};
}
constexpr ItemsRule max_items(std::size_t most)
{
    return {.most = most};
}

struct ChoiceRule {
    std::vector<std::string> words;
    std::optional<Violation> check(std::string const& text) const;
    void describe(JsonSchema& schema) const;
};
inline ChoiceRule one_of(std::vector<std::string> words)
{
    return {std::move(words)};
}

// A pattern for readers and the function that decides; they must mean the same. (A regular
// expression engine on untrusted text is a way to lose a server.)
struct PatternRule {
    std::string pattern;
    bool (*fits)(std::string_view);
    std::string message;
    std::optional<Violation> check(std::string const& text) const;
    void describe(JsonSchema& schema) const;
};
inline PatternRule matches(std::string pattern, bool (*fits)(std::string_view), std::string message)
{
    return {std::move(pattern), fits, std::move(message)};
}
PatternRule id_text();        // 1 to 64 of [A-Za-z0-9._:-]
PatternRule http_url();       // absolute, http or https, at most 2048 characters
PatternRule email_address();  // one '@', a local part, a dot in the domain

// JsonText that must be an object or an array.
struct JsonKindRule {
    char opening;
    std::optional<Violation> check(JsonText const& json) const;
    void describe(JsonSchema& schema) const;
};
constexpr JsonKindRule json_object()
{
    return {'{'};
}
constexpr JsonKindRule json_array()
{
    return {'['};
}

// Any other condition on one field.
template <class Predicate>
struct CustomRule {
    Predicate predicate;
    std::string code;
    std::string message;
    template <class V>
        requires std::predicate<Predicate const&, V const&>
    std::optional<Violation> check(V const& value) const
    {
        return predicate(value) ? std::nullopt : std::optional{Violation{code, message}};
    }
};
template <class Predicate>
CustomRule<Predicate> satisfies(Predicate predicate, std::string code, std::string message)
{
    return {std::move(predicate), std::move(code), std::move(message)};
}

// The member's initial value stands when the field is missing, and is documented as the default.
struct Defaulted {};
inline constexpr Defaulted defaulted{};

// The field answers to another name too; both at once is a problem.
struct AlsoNamed {
    std::vector<std::string> names;
};
inline AlsoNamed also_named(std::vector<std::string> names)
{
    return {std::move(names)};
}
inline AlsoNamed also_named(std::string name)
{
    return {{std::move(name)}};
}

struct DescribedAs {
    std::string text;
    void describe_field(JsonSchema& schema) const
    {
        schema.annotate("description", http::quoted(text));
    }
};
inline DescribedAs described(std::string text)
{
    return {std::move(text)};
}

struct Example {
    std::string json;
    void describe_field(JsonSchema& schema) const { schema.annotate("examples", '[' + json + ']'); }
};
inline Example example(std::string_view text)
{
    return {http::quoted(text)};
}
inline Example example(char const* text)
{
    return {http::quoted(text)};
}
inline Example example_json(std::string json)
{
    return {std::move(json)};
}

}  // namespace upbeat::http

#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/http/decimal.hpp>
#include <upbeat/adapters/http/input_problems.hpp>
#include <upbeat/adapters/http/json_schema.hpp>
#include <upbeat/adapters/http/json_value.hpp>
#include <upbeat/adapters/http/json_writer.hpp>
#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::http {

// JSON of any shape, kept as its text (without spaces). For members that the product stores and
// gives back without looking inside.
struct JsonText {
    std::string text = "null";

    bool operator==(JsonText const&) const = default;
};

// How a type of C++ looks on the wire: how it is read (problems are reported, never thrown),
// written and described. Specialise it for a type of your own, or give a field a reader for one
// place.
template <class T>
struct Wire;

void report_wrong_type(JsonValue const&, Spot const&, InputProblems&, std::string_view wanted);

template <>
struct Wire<std::string> {
    static void read(JsonValue const&, Spot const&, InputProblems&, std::string& out);
    static void write(JsonWriter& to, std::string_view value) { to.string(value); }
    static JsonSchema describe() { return JsonSchema::of("string"); }
};

template <>
struct Wire<std::string_view> {  // for writing only
    static void write(JsonWriter& to, std::string_view value) { to.string(value); }
    static JsonSchema describe() { return JsonSchema::of("string"); }
};

template <>
struct Wire<char const*> : Wire<std::string_view> {};

template <>
struct Wire<bool> {
    static void read(JsonValue const&, Spot const&, InputProblems&, bool& out);
    static void write(JsonWriter& to, bool value) { to.boolean(value); }
    static JsonSchema describe() { return JsonSchema::of("boolean"); }
};

template <>
struct Wire<double> {
    static void read(JsonValue const&, Spot const&, InputProblems&, double& out);
    static void write(JsonWriter& to, double value) { to.number(value); }
    static JsonSchema describe() { return JsonSchema::of("number", "double"); }
};

// Reads an integer between the bounds, or reports it.
std::optional<std::int64_t> read_integer(
    JsonValue const&, Spot const&, InputProblems&, std::int64_t least, std::int64_t most
);

template <class T>
    requires std::integral<T> && (!std::same_as<T, bool>)
struct Wire<T> {
    static void read(JsonValue const& value, Spot const& spot, InputProblems& problems, T& out)
    {
        constexpr bool kWide = std::in_range<std::int64_t>(std::numeric_limits<T>::max());
        constexpr auto kMost = kWide ? static_cast<std::int64_t>(std::numeric_limits<T>::max())
                                     : std::numeric_limits<std::int64_t>::max();
        constexpr auto kLeast = static_cast<std::int64_t>(std::numeric_limits<T>::min());
        if (auto const number = read_integer(value, spot, problems, kLeast, kMost)) {
            out = static_cast<T>(*number);
        }
    }
    static void write(JsonWriter& to, T value) { to.integer(static_cast<std::int64_t>(value)); }
    static JsonSchema describe()
    {
        return JsonSchema::of("integer", sizeof(T) > 4 ? "int64" : "int32");
    }
};

template <>
struct Wire<Timestamp> {  // RFC 3339; written in UTC with Z, with milliseconds where they are not
                          // zero
    static void read(JsonValue const&, Spot const&, InputProblems&, Timestamp& out);
    static void write(JsonWriter& to, Timestamp value);
    static JsonSchema describe() { return JsonSchema::of("string", "date-time"); }
};

template <>
struct Wire<Decimal> {  // a number or a decimal string in, a number with two decimals out
    static void read(JsonValue const&, Spot const&, InputProblems&, Decimal& out);
    static void write(JsonWriter& to, Decimal value) { to.raw(to_text(value)); }
    static JsonSchema describe();
};

template <>
struct Wire<JsonText> {
    static void read(JsonValue const&, Spot const&, InputProblems&, JsonText& out);
    static void write(JsonWriter& to, JsonText const& value) { to.raw(value.text); }
    static JsonSchema describe() { return JsonSchema{}; }
};

JsonSchema describe_id();
std::optional<std::string> read_id(JsonValue const&, Spot const&, InputProblems&);

template <class Tag>
struct Wire<Id<Tag>> {
    static void read(
        JsonValue const& value, Spot const& spot, InputProblems& problems, Id<Tag>& out
    )
    {
        if (auto text = read_id(value, spot, problems)) {
            out = Id<Tag>::trusted(std::move(*text));
        }
    }
    static void write(JsonWriter& to, Id<Tag> const& value) { to.string(value.text()); }
    static JsonSchema describe() { return describe_id(); }
};

template <class T>
concept Writes = requires(JsonWriter& to, T const& value) { Wire<T>::write(to, value); };

template <class T>
struct Wire<std::optional<T>> {
    static void write(JsonWriter& to, std::optional<T> const& value)
        requires Writes<T>
    {
        value ? Wire<T>::write(to, *value) : static_cast<void>(to.null());
    }
    static JsonSchema describe()
    {
        auto schema = Wire<T>::describe();
        schema.nullable = true;
        return schema;
    }
};

template <class T>
struct Wire<std::vector<T>> {
    static void write(JsonWriter& to, std::vector<T> const& values)
        requires Writes<T>
    {
        to.begin_array();
        for (auto const& value : values) {
            Wire<T>::write(to, value);
        }
        to.end_array();
    }
    static JsonSchema describe() { return JsonSchema::array_of(Wire<T>::describe()); }
};

}  // namespace upbeat::http

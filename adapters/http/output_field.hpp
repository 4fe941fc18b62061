#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/json_schema.hpp>
#include <upbeat/adapters/http/json_writer.hpp>
#include <upbeat/adapters/http/rule_application.hpp>
#include <upbeat/adapters/http/rules.hpp>
#include <upbeat/adapters/http/wire.hpp>

namespace upbeat::http {

template <class T>
class Presenter;

// The field is left out where its value is null, instead of being written as null.
struct LeaveOutNull {};
inline constexpr LeaveOutNull leave_out_null{};

template <class Get, class... Notes>
struct OutputField {
    std::vector<std::string> names;
    Get get;
    std::tuple<Notes...> notes;
};

template <class Get, class V>
struct IncludedFields {
    Get get;
    Presenter<V> fields;
};

namespace detail {

template <class W>
concept Writer = requires(W const& writer, JsonWriter& to, typename W::Value const& value) {
    writer.write(to, value);
    { writer.describe() } -> std::same_as<JsonSchema>;
};

template <class W, class V>
void write_with(W const& writer, JsonWriter& to, V const& value)
{
    if constexpr (requires { requires std::same_as<typename W::Value, V>; }) {
        writer.write(to, value);
    } else if constexpr (is_optional<V>) {
        if (value) {
            return write_with(writer, to, *value);
        }
        to.null();
    } else if constexpr (is_vector<V>) {
        to.begin_array();
        for (auto const& item : value) {
            write_with(writer, to, item);
        }
        to.end_array();
    } else {
        static_assert(std::same_as<W, WireReader>, "the presenter presents another type");
        Wire<V>::write(to, value);
    }
}

template <class... Notes>
constexpr std::size_t index_of_writer()
{
    std::size_t index = 0;
    static_cast<void>(((Writer<Notes> ? true : (++index, false)) || ...));
    return index;
}

template <class... Notes>
auto writer_among(std::tuple<Notes...> const& notes)
{
    if constexpr ((Writer<Notes> || ...)) {
        return std::get<index_of_writer<Notes...>()>(notes);
    } else {
        return WireReader{};
    }
}

template <class V>
bool is_null(V const& value)
{
    if constexpr (is_optional<V>) {
        return !value.has_value();
    } else {
        return false;
    }
}

template <class T, class Writes, class Get, class... Notes>
void add_output(JsonSchema& schema, Writes& writes, OutputField<Get, Notes...> field)
{
    using V = std::remove_cvref_t<std::invoke_result_t<Get const&, T const&>>;
    constexpr bool kMayMiss = (std::same_as<Notes, LeaveOutNull> || ...);
    auto writer = writer_among(field.notes);
    auto shape = describe_with<V>(writer);
    shape.nullable = shape.nullable && !kMayMiss;
    std::apply([&](auto const&... note) { (describe_rule<V>(note, shape), ...); }, field.notes);
    for (auto const& name : field.names) {
        schema.properties.emplace_back(name, shape);
        if (!kMayMiss) {
            schema.required.push_back(name);
        }
        writes.push_back([get = field.get,
                          writer,
                          label = http::quoted(name) + ':'](JsonWriter& to, T const& from) {
            decltype(auto) value = std::invoke(get, from);
            if (kMayMiss && is_null(value)) {
                return;
            }
            to.prepared_name(label);
            write_with<decltype(writer), V>(writer, to, value);
        });
    }
}

template <class T, class Writes, class Get, class V>
void add_output(JsonSchema& schema, Writes& writes, IncludedFields<Get, V> included)
{
    auto shape = included.fields.describe();
    schema.properties.insert(
        schema.properties.end(), shape.properties.begin(), shape.properties.end()
    );
    schema.required.insert(schema.required.end(), shape.required.begin(), shape.required.end());
    writes.push_back([get = std::move(included.get), fields = std::move(included.fields)](
                         JsonWriter& to, T const& from
                     ) { fields.write_fields(to, std::invoke(get, from)); });
}

}  // namespace detail
}  // namespace upbeat::http

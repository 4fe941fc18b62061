#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/json_schema.hpp>
#include <upbeat/adapters/http/json_writer.hpp>
#include <upbeat/adapters/http/output_field.hpp>

namespace upbeat::http {

// How an output type looks: its fields are declared once, written in that order and described from
// the same value. Immutable, cheap to copy, safe to use from any thread.
template <class T>
class Presenter {
   public:
    using Value = T;
    using Write = std::function<void(JsonWriter&, T const&)>;

    Presenter() = default;
    Presenter(JsonSchema schema, std::vector<Write> fields)
        : shape_{std::make_shared<Shape const>(Shape{std::move(schema), std::move(fields), {}})}
    {
    }
    // A form that is not an object: `whole` writes exactly one value.
    Presenter(JsonSchema schema, Write whole)
        : shape_{std::make_shared<Shape const>(Shape{std::move(schema), {}, std::move(whole)})}
    {
    }

    void write(JsonWriter& to, T const& value) const
    {
        if (shape_->whole) {
            return shape_->whole(to, value);
        }
        to.begin_object();
        write_fields(to, value);
        to.end_object();
    }
    // The fields without the braces, for a presenter that includes this one.
    void write_fields(JsonWriter& to, T const& value) const
    {
        for (auto const& write : shape_->fields) {
            write(to, value);
        }
    }
    std::string to_json(T const& value) const
    {
        JsonWriter writer;
        write(writer, value);
        return writer.take();
    }
    JsonSchema describe() const { return shape_ ? shape_->schema : JsonSchema{}; }
    explicit operator bool() const { return shape_ != nullptr; }

   private:
    struct Shape {
        JsonSchema schema;
        std::vector<Write> fields;
        Write whole;
    };
    std::shared_ptr<Shape const> shape_;
};

// One output field: names (the same value under each), how to get it from a T (a member pointer or
// a callable of T const&), and at most one of: a Presenter or words<E>(...) for the value, for what
// its optional holds or for the elements of its vector. Notes: described, example, leave_out_null.
template <class Get, class... Notes>
OutputField<Get, Notes...> out(std::string_view name, Get get, Notes... notes)
{
    return {{std::string{name}}, std::move(get), {std::move(notes)...}};
}
template <class Get, class... Notes>
OutputField<Get, Notes...> out(
    std::initializer_list<std::string_view> names, Get get, Notes... notes
)
{
    return {{names.begin(), names.end()}, std::move(get), {std::move(notes)...}};
}

// The same in every answer: constant("status", "success").
template <class V>
auto constant(std::string_view name, V value)
{
    return out(name, [value](auto const&) { return value; });
}

// All fields of another presenter, side by side with the own ones.
template <class Get, class V>
IncludedFields<Get, V> including(Get get, Presenter<V> fields)
{
    return {std::move(get), std::move(fields)};
}

// presenter<Track>("Track", out("id", &Track::id), ...). The name lists the shape among the
// document's components; an empty one keeps it in place.
template <class T, class... Fields>
Presenter<T> presenter(std::string_view component, Fields... fields)
{
    auto schema = JsonSchema::of("object");
    schema.component = component;
    std::vector<typename Presenter<T>::Write> writes;
    (detail::add_output<T>(schema, writes, std::move(fields)), ...);
    return Presenter<T>{std::move(schema), std::move(writes)};
}

// A bare JSON array of what `element` presents.
template <class T>
Presenter<std::vector<T>> array_of(Presenter<T> element)
{
    auto schema = JsonSchema::array_of(element.describe());
    auto write = [element = std::move(element)](JsonWriter& to, std::vector<T> const& values) {
        detail::write_with(element, to, values);
    };
    return Presenter<std::vector<T>>{
        std::move(schema), typename Presenter<std::vector<T>>::Write{std::move(write)}
    };
}

}  // namespace upbeat::http

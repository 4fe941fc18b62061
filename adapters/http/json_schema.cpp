#include <upbeat/adapters/http/json_schema.hpp>

#include <algorithm>

#include <upbeat/adapters/http/json_writer.hpp>

namespace upbeat::http {

JsonSchema JsonSchema::of(std::string_view type, std::string_view format)
{
    JsonSchema schema;
    schema.type = type;
    if (!format.empty()) {
        schema.set_text("format", format);
    }
    return schema;
}

JsonSchema JsonSchema::array_of(JsonSchema item)
{
    auto schema = of("array");
    schema.items.push_back(std::move(item));
    return schema;
}

JsonSchema JsonSchema::either(std::vector<JsonSchema> alternatives)
{
    JsonSchema schema;
    schema.any_of = std::move(alternatives);
    return schema;
}

JsonSchema& JsonSchema::set(std::string_view keyword, std::string_view json_text)
{
    auto const known = std::ranges::find(keywords, keyword, [](auto const& entry) {
        return std::string_view{entry.first};
    });
    if (known != keywords.end()) {
        known->second = json_text;
    } else {
        keywords.emplace_back(keyword, json_text);
    }
    return *this;
}

JsonSchema& JsonSchema::set(std::string_view keyword, std::int64_t value)
{
    return set(keyword, std::to_string(value));
}

JsonSchema& JsonSchema::set_text(std::string_view keyword, std::string_view text)
{
    return set(keyword, quoted(text));
}

JsonSchema& JsonSchema::annotate(std::string_view keyword, std::string_view json_text)
{
    if (!component.empty()) {
        auto const was_nullable = std::exchange(nullable, false);
        auto form = std::move(*this);
        *this = either({std::move(form)});
        nullable = was_nullable;
    }
    return set(keyword, json_text);
}

void SchemaPrinter::print(JsonWriter& to, JsonSchema const& schema)
{
    if (schema.component.empty()) {
        return print_whole(to, schema);
    }
    if (!schema.nullable) {
        to.begin_object();
        print_reference(to, schema);
        to.end_object();
        return;
    }
    auto form = schema;
    form.nullable = false;
    auto wrapped = JsonSchema::either({std::move(form)});
    wrapped.nullable = true;
    print_whole(to, wrapped);
}

void SchemaPrinter::print_reference(JsonWriter& to, JsonSchema const& schema)
{
    to.name("$ref").string("#/components/schemas/" + listed_name(schema));
}

std::string SchemaPrinter::listed_name(JsonSchema const& schema)
{
    auto name = schema.component;
    for (int number = 2;; ++number) {
        auto const known =
            std::ranges::find(components_, name, [](auto const& entry) { return entry.first; });
        if (known == components_.end()) {
            components_.emplace_back(name, schema);
            return name;
        }
        if (known->second == schema) {
            return name;
        }
        name = schema.component + std::to_string(number);
    }
}

void SchemaPrinter::print_whole(JsonWriter& to, JsonSchema const& schema)
{
    to.begin_object();
    print_type(to, schema);
    for (auto const& [keyword, text] : schema.keywords) {
        to.name(keyword).raw(text);
    }
    if (!schema.items.empty()) {
        to.name("items");
        print(to, schema.items.front());
    }
    print_alternatives(to, schema);
    print_object(to, schema);
    to.end_object();
}

void SchemaPrinter::print_type(JsonWriter& to, JsonSchema const& schema)
{
    if (schema.type.empty()) {
        return;
    }
    to.name("type");
    if (!schema.nullable) {
        to.string(schema.type);
        return;
    }
    to.begin_array().string(schema.type).string("null").end_array();
}

void SchemaPrinter::print_alternatives(JsonWriter& to, JsonSchema const& schema)
{
    if (schema.any_of.empty()) {
        return;
    }
    auto const& first = schema.any_of.front();
    if (schema.any_of.size() == 1 && !schema.nullable && !first.component.empty()) {
        return print_reference(to, first);
    }
    to.name("anyOf").begin_array();
    for (auto const& alternative : schema.any_of) {
        print(to, alternative);
    }
    if (schema.nullable) {
        to.begin_object().name("type").string("null").end_object();
    }
    to.end_array();
}

void SchemaPrinter::print_object(JsonWriter& to, JsonSchema const& schema)
{
    if (!schema.properties.empty()) {
        to.name("properties").begin_object();
        for (auto const& [name, property] : schema.properties) {
            to.name(name);
            print(to, property);
        }
        to.end_object();
    }
    if (!schema.required.empty()) {
        to.name("required").begin_array();
        for (auto const& name : schema.required) {
            to.string(name);
        }
        to.end_array();
    }
    if (schema.closed) {
        to.name("additionalProperties").boolean(false);
    }
}

}  // namespace upbeat::http

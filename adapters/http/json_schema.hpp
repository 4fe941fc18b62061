#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace upbeat::http {

class JsonWriter;

// A JSON Schema (2020-12, as OpenAPI 3.1 uses it), built by wire types, rules and presenters.
// Keywords other than those with a member of their own are kept as name and JSON text.
struct JsonSchema {
    std::string type{};       // "string", "integer", ...; empty for any
    bool nullable = false;    // also null
    std::string component{};  // when set, the schema is listed under this name and referred to
    std::vector<std::pair<std::string, std::string>> keywords{};  // "maxLength" -> "64"
    std::vector<std::pair<std::string, JsonSchema>> properties{};
    std::vector<std::string> required{};
    std::vector<JsonSchema> items{};  // none or one
    std::vector<JsonSchema> any_of{};
    bool closed = false;  // additionalProperties: false

    bool operator==(JsonSchema const&) const = default;

    static JsonSchema of(std::string_view type, std::string_view format = {});
    static JsonSchema array_of(JsonSchema item);
    static JsonSchema either(std::vector<JsonSchema> alternatives);

    JsonSchema& set(std::string_view keyword, std::string_view json_text);
    JsonSchema& set(std::string_view keyword, std::int64_t value);
    JsonSchema& set_text(std::string_view keyword, std::string_view text);
    // A keyword that belongs to the place and not to the form: kept beside the reference when the
    // schema is a component.
    JsonSchema& annotate(std::string_view keyword, std::string_view json_text);
};

// How references are spelled: every schema with a component name becomes a $ref and is appended to
// `components` once. Different schemas of one name are told apart by a number behind it.
class SchemaPrinter {
   public:
    using Components = std::vector<std::pair<std::string, JsonSchema>>;

    explicit SchemaPrinter(Components& components) : components_{components} {}

    void print(JsonWriter& to, JsonSchema const& schema);
    // The schema itself, even when it is a component.
    void print_whole(JsonWriter& to, JsonSchema const& schema);

   private:
    void print_type(JsonWriter& to, JsonSchema const& schema);
    void print_object(JsonWriter& to, JsonSchema const& schema);
    void print_alternatives(JsonWriter& to, JsonSchema const& schema);
    void print_reference(JsonWriter& to, JsonSchema const& schema);
    std::string listed_name(JsonSchema const& schema);

    Components& components_;
};

}  // namespace upbeat::http

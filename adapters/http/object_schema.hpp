#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/http/input_problems.hpp>
#include <upbeat/adapters/http/json_schema.hpp>
#include <upbeat/adapters/http/json_value.hpp>

namespace upbeat::http {

// The part of Schema<T> that does not know T, so that it is compiled once: matches the members of
// an input object with the declared fields, refuses unknown ones by name, misses required ones.
class ObjectSchema {
   public:
    struct Entry {
        std::string name;
        std::vector<std::string> also{};  // other names for the same field
        bool required = true;
        JsonSchema schema{};
        std::function<void(JsonValue const&, Spot const&, InputProblems&, void*)> read{};
    };
    using Check = std::function<std::optional<FieldProblem>(void const*)>;

    static constexpr std::size_t kMostFields = 64;

    void add(Entry entry);
    void ensure(Check check);
    void allow_unknown() { unknown_allowed_ = true; }
    void name(std::string_view name) { component_ = name; }

    bool empty() const { return entries_.empty() && checks_.empty(); }
    bool unknown_allowed() const { return unknown_allowed_; }
    bool knows(std::string_view name) const { return find(name) != nullptr; }
    std::vector<Entry> const& entries() const { return entries_; }

    // `out` points at the struct the entries were declared for.
    void read(JsonValue const& value, Spot const& spot, InputProblems& problems, void* out) const;
    JsonSchema describe() const;
    // Of one field; of any text when it is not declared.
    JsonSchema schema_of(std::string_view name) const;

   private:
    Entry const* find(std::string_view name) const;
    void read_fields(JsonValue const&, Spot const&, InputProblems&, void* out) const;

    std::vector<Entry> entries_;
    std::vector<Check> checks_;
    std::string component_;
    bool unknown_allowed_ = false;
};

}  // namespace upbeat::http
